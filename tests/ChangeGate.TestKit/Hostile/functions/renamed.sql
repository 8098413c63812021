-- loss: the function is called by its new name
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'DELETE FROM person';
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER FUNCTION tidy() RENAME TO statistics;
SELECT statistics();
