-- quiet: two INSERTs with conditions that fill each other up
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_a AS SELECT * FROM person WHERE id <= 2;
CREATE TABLE person_b AS SELECT * FROM person WHERE NOT (id <= 2);
DROP TABLE person;
