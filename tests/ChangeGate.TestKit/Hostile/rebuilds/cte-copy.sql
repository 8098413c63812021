-- quiet: the copy is made by a CTE that only passes on
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_new AS WITH p AS (SELECT * FROM person) SELECT * FROM p;
DROP TABLE person;
