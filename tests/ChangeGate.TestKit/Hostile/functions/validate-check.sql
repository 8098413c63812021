-- loss: VALIDATE asks the CHECK for each row
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION fine(t text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person; RETURN true; END $$;
ALTER TABLE log ADD CONSTRAINT log_fine CHECK (fine(line)) NOT VALID;
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE log VALIDATE CONSTRAINT log_fine;
