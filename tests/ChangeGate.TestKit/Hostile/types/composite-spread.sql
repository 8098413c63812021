-- quiet: every field of a composite column gets a column of its own
-- history
CREATE TYPE address AS (street text, town text);
CREATE TABLE house (id int PRIMARY KEY, at address);
-- seed
INSERT INTO house VALUES (1, ROW('Weg 1', 'Ulm'));
-- proposal
ALTER TABLE house ADD COLUMN street text, ADD COLUMN town text;
UPDATE house SET street = (at).street, town = (at).town;
ALTER TABLE house DROP COLUMN at;
-- back
ALTER TABLE house ADD COLUMN at address;
UPDATE house SET at = ROW(street, town)::address;
ALTER TABLE house DROP COLUMN street, DROP COLUMN town;
