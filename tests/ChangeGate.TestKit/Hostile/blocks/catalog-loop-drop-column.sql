-- loss: every column of a type goes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE r record; BEGIN FOR r IN SELECT attname FROM pg_attribute WHERE attrelid = 'person'::regclass AND atttypid = 'varchar'::regtype LOOP EXECUTE format('ALTER TABLE person DROP COLUMN %I', r.attname); END LOOP; END $$;
