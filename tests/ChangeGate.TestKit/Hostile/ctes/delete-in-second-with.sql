-- loss: the second of three CTEs updates
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
WITH a AS (SELECT 1 AS n), b AS (UPDATE person SET note = NULL RETURNING id), c AS (SELECT n FROM a) SELECT * FROM c;
