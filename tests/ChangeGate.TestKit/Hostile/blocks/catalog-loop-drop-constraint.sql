-- quiet: every check goes, and no value with it
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ADD CONSTRAINT name_given CHECK (name <> '');
DO $$ DECLARE r record; BEGIN FOR r IN SELECT conname FROM pg_constraint WHERE conrelid = 'person'::regclass AND contype = 'c' LOOP EXECUTE format('ALTER TABLE person DROP CONSTRAINT %I', r.conname); END LOOP; END $$;
