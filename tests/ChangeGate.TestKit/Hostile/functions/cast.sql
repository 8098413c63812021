-- loss: a cast of the history stands for a function that deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE TYPE tag AS (t text);
CREATE FUNCTION to_tag(a int) RETURNS tag LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person WHERE id = a; RETURN ROW('x')::tag; END $$;
CREATE CAST (int AS tag) WITH FUNCTION to_tag(int);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
SELECT 1::tag;
