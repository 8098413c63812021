-- loss: the INSTEAD OF trigger of the view deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE VIEW people AS SELECT id, name FROM person;
CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person WHERE id <> NEW.id; RETURN NEW; END $$;
CREATE TRIGGER leave INSTEAD OF INSERT ON people FOR EACH ROW EXECUTE FUNCTION leave();
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
INSERT INTO people VALUES (9, 'Di');
