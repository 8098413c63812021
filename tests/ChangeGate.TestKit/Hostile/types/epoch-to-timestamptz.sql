-- quiet: seconds become an instant
-- history
CREATE TABLE tick (id int PRIMARY KEY, at bigint);
-- seed
INSERT INTO tick VALUES (1, 1700000000);
-- proposal
ALTER TABLE tick ALTER COLUMN at TYPE timestamptz USING to_timestamp(at);
-- back
ALTER TABLE tick ALTER COLUMN at TYPE bigint USING extract(epoch FROM at)::bigint;
