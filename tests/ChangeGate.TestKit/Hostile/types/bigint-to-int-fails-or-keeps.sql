-- quiet: bigint to integer keeps every value or fails
-- history
CREATE TABLE meter (id bigint PRIMARY KEY, reading bigint);
-- seed
INSERT INTO meter VALUES (1, 777);
-- proposal
ALTER TABLE meter ALTER COLUMN reading TYPE integer;
