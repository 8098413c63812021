-- loss: an attribute of a composite type that no column may have; the column is spread first, one field forgotten
-- history
CREATE TYPE address AS (street text, town text);
CREATE TABLE house (id int PRIMARY KEY, at address);
-- seed
INSERT INTO house VALUES (1, ROW('Weg 1', 'Ulm'));
-- proposal
ALTER TABLE house ADD COLUMN street text;
UPDATE house SET street = (at).street;
ALTER TABLE house DROP COLUMN at;
