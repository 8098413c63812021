-- quiet: the text is replaced before it runs
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE q text := 'DELETE FROM person'; BEGIN q := 'ANALYZE person'; EXECUTE q; END $$;
