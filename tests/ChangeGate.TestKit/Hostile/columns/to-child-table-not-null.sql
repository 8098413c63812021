-- quiet: only rows with a value move
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_note (person_id int PRIMARY KEY, note text NOT NULL);
INSERT INTO person_note (person_id, note) SELECT id, note FROM person WHERE note IS NOT NULL;
ALTER TABLE person DROP COLUMN note;
