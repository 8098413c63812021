-- quiet: the deleting function is dropped, a harmless one of its name is made
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'DELETE FROM person';
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DROP FUNCTION tidy();
CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'SELECT 1';
SELECT tidy();
