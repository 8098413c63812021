-- quiet: LIMIT 0 and WHERE false do not matter here, the function only reads
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION peek(n int) RETURNS text STABLE LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT name FROM person WHERE id = n); END $$;
SELECT peek(1);
