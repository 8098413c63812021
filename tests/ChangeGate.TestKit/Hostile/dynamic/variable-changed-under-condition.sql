-- loss: a branch changes the text before it runs
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE q text := 'SELECT 1'; BEGIN IF now() > '2001-01-01' THEN q := 'DELETE FROM person'; END IF; EXECUTE q; END $$;
