-- quiet: the function deletes from a temporary table
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TEMP TABLE work (id int);
CREATE FUNCTION pg_temp.tidy() RETURNS void LANGUAGE sql AS 'DELETE FROM work';
SELECT pg_temp.tidy();
