-- loss: WITH inside WITH
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
WITH o AS (WITH i AS (SELECT id FROM person) SELECT id FROM i), d AS (DELETE FROM person WHERE id IN (SELECT id FROM o) RETURNING 1) SELECT 1;
