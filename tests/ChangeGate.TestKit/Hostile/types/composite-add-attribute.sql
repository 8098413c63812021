-- quiet: a composite type gets an attribute
-- history
CREATE TYPE address AS (street text, town text);
CREATE TABLE house (id int PRIMARY KEY, at address);
-- seed
INSERT INTO house VALUES (1, ROW('Weg 1', 'Ulm'));
-- proposal
ALTER TYPE address ADD ATTRIBUTE zip text CASCADE;
-- back
ALTER TYPE address DROP ATTRIBUTE zip;
