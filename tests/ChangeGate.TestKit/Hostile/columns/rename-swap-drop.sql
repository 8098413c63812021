-- loss: the names are exchanged before the drop
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ADD COLUMN draft text;
ALTER TABLE person RENAME COLUMN note TO old_note;
ALTER TABLE person RENAME COLUMN draft TO note;
ALTER TABLE person DROP COLUMN old_note;
