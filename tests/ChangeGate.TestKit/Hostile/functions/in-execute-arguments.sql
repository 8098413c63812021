-- loss: the argument of EXECUTE is computed
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION clean() RETURNS int LANGUAGE sql AS 'DELETE FROM person RETURNING id';
PREPARE p (int) AS SELECT $1;
EXECUTE p(clean());
