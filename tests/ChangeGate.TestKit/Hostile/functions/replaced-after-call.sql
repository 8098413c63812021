-- quiet: the destructive body comes after the call
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'SELECT 1';
SELECT tidy();
CREATE OR REPLACE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'TRUNCATE person';
