-- loss: the function stands in FROM
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION clean() RETURNS SETOF int LANGUAGE sql AS 'DELETE FROM person RETURNING id';
SELECT * FROM generate_series(1, 1) g, LATERAL clean() c;
