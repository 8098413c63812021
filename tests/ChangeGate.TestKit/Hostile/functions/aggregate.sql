-- loss: the aggregate's step deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION step(s int, a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person WHERE id = a; RETURN a; END $$;
CREATE AGGREGATE zap(int) (SFUNC = step, STYPE = int);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
SELECT zap(i) FROM generate_series(1, 3) i;
