-- loss: RETURN fails, the handler goes on behind the block
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION odd() RETURNS int LANGUAGE plpgsql AS $$ BEGIN BEGIN RETURN 1 / 0; EXCEPTION WHEN OTHERS THEN NULL; END; DELETE FROM person; RETURN 1; END $$;
SELECT odd();
