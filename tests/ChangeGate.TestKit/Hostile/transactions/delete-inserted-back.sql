-- quiet: rows are deleted and inserted back from a copy
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
BEGIN;
CREATE TEMP TABLE hold ON COMMIT DROP AS SELECT * FROM person;
DELETE FROM person;
INSERT INTO person SELECT * FROM hold;
COMMIT;
