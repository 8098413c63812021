-- quiet: the copy is made through a view of all columns
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE VIEW people AS SELECT * FROM person;
CREATE TABLE person_new AS SELECT * FROM people;
DROP VIEW people;
DROP TABLE person;
