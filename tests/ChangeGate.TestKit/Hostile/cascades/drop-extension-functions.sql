-- quiet: the extension has functions and operators only
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE EXTENSION pg_trgm;
CREATE INDEX person_name_trgm ON person USING gin (name gin_trgm_ops);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DROP EXTENSION pg_trgm CASCADE;
