-- quiet: only NULL is written through the view
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE VIEW people AS SELECT id, note FROM person;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
UPDATE people SET note = '-' WHERE note IS NULL;
