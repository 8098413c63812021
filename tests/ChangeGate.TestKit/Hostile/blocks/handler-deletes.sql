-- loss: the handler runs
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ BEGIN PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN DELETE FROM person; END $$;
