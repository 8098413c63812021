-- loss: an operator of the history stands for a function that deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION zap(a int, b int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person WHERE id = a; RETURN true; END $$;
CREATE OPERATOR <#> (LEFTARG = int, RIGHTARG = int, FUNCTION = zap);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
SELECT 1 <#> 2;
