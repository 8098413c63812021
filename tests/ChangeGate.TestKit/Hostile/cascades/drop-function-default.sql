-- quiet: the default goes with the function, the values stay
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION guess() RETURNS text LANGUAGE sql AS 'SELECT ''?''::text';
ALTER TABLE person ALTER COLUMN note SET DEFAULT guess();
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DROP FUNCTION guess() CASCADE;
