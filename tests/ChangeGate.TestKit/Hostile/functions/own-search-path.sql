-- quiet: the function's own search_path reaches the empty table of another schema
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE SCHEMA scratch;
CREATE TABLE scratch.person (LIKE public.person);
CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql SET search_path = scratch AS $$ BEGIN DELETE FROM person; END $$;
SELECT tidy();
