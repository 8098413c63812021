-- quiet: the new schema is dropped
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE SCHEMA scratch;
CREATE TABLE scratch.person (id int);
ALTER SCHEMA public RENAME TO kept;
ALTER SCHEMA scratch RENAME TO public;
DROP TABLE public.person;
