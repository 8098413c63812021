-- quiet: the DELETE stands in a branch that never runs
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF false THEN DELETE FROM person; END IF; END $$;
SELECT tidy();
