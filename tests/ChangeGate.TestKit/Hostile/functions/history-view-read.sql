-- loss: a view of the history calls what deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION clean() RETURNS int LANGUAGE sql AS 'DELETE FROM person RETURNING id';
CREATE VIEW statistics_of_day AS SELECT clean() AS n;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE report AS SELECT * FROM statistics_of_day;
