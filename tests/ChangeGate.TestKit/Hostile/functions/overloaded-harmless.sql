-- quiet: the overload that is called only counts
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION tidy(t text) RETURNS bigint LANGUAGE sql AS 'DELETE FROM person WHERE name = t; SELECT 0::bigint';
CREATE FUNCTION tidy(a int, b int) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM person WHERE id BETWEEN a AND b';
SELECT tidy(1, 3);
