-- quiet: the columns are divided among two tables, each with the key
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_core AS SELECT id, name FROM person;
CREATE TABLE person_extra AS SELECT id, email, note FROM person;
DROP TABLE person;
