-- quiet: only functions and views are in the schema
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE SCHEMA api;
CREATE VIEW api.people AS SELECT * FROM person;
CREATE FUNCTION api.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DROP SCHEMA api CASCADE;
