-- quiet: the name says drop, the body counts
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION drop_all_persons() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM person';
SELECT drop_all_persons();
