-- loss: the rename is rolled back
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE other (id int);
BEGIN;
ALTER TABLE person RENAME TO kept;
ALTER TABLE other RENAME TO person;
ROLLBACK;
DROP TABLE person;
