-- loss: the function calls another one that deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION inner_one() RETURNS void LANGUAGE sql AS 'DELETE FROM person';
CREATE FUNCTION outer_one() RETURNS void LANGUAGE sql AS 'SELECT inner_one()';
SELECT outer_one();
