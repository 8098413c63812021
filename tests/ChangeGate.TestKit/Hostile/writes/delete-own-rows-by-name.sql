-- loss: rows that were there before have the same mark
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
INSERT INTO person VALUES (9, 'Ada', NULL, NULL);
DELETE FROM person WHERE name = 'Ada';
