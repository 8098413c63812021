-- quiet: USING only inserts
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ BEGIN EXECUTE 'INSERT INTO person (id, name) VALUES ($1, $2)' USING 9, 'Di'; END $$;
