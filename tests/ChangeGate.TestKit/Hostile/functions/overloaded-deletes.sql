-- loss: the overload with one argument deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION tidy() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION tidy(t text) RETURNS bigint LANGUAGE sql AS 'DELETE FROM person WHERE name = t; SELECT 0::bigint';
SELECT tidy('Ada');
