-- quiet: each of the two values gets a word of its own
-- history
CREATE TABLE flag (id int PRIMARY KEY, is_on boolean);
-- seed
INSERT INTO flag VALUES (1, true), (2, false), (3, NULL);
-- proposal
ALTER TABLE flag ALTER COLUMN is_on TYPE text USING CASE is_on WHEN true THEN 'yes' WHEN false THEN 'no' END;
-- back
ALTER TABLE flag ALTER COLUMN is_on TYPE boolean USING is_on::boolean;
