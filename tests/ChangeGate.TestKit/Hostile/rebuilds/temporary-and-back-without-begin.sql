-- loss: ON COMMIT DELETE ROWS empties the copy after its own statement
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TEMP TABLE hold ON COMMIT DELETE ROWS AS SELECT * FROM person;
TRUNCATE person;
INSERT INTO person SELECT * FROM hold;
