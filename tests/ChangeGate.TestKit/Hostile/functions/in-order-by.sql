-- loss: the function stands in ORDER BY
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION clean(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person WHERE id = n; RETURN n; END $$;
SELECT 1 FROM generate_series(1, 3) g ORDER BY clean(g);
