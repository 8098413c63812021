-- quiet: money to numeric keeps cents
-- history
CREATE TABLE till (id int PRIMARY KEY, cash money);
-- seed
INSERT INTO till VALUES (1, 12.34);
-- proposal
ALTER TABLE till ALTER COLUMN cash TYPE numeric(16,2) USING cash::numeric(16,2);
-- back
ALTER TABLE till ALTER COLUMN cash TYPE money USING cash::money;
