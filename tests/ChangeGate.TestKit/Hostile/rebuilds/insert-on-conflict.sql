-- loss: ON CONFLICT DO NOTHING leaves rows out
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_new (LIKE person INCLUDING ALL);
INSERT INTO person_new VALUES (1, 'Eve', NULL, NULL);
INSERT INTO person_new SELECT * FROM person ON CONFLICT DO NOTHING;
DROP TABLE person;
