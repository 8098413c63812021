-- quiet: the trigger of the history only writes what it sees to another table
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION note_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1000 + OLD.id, row_to_json(OLD)::text); RETURN NEW; END $$;
CREATE TRIGGER note_it AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION note_it();
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
UPDATE person SET note = 'second note' WHERE note IS NULL;
