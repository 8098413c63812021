-- loss: a column is computed on the way
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_new (id int, name text, email text, note text);
INSERT INTO person_new SELECT id, lower(name), email, note FROM person;
DROP TABLE person;
