-- quiet: row security is enabled on each table by quote_ident
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE r record; BEGIN FOR r IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP EXECUTE 'ALTER TABLE public.' || quote_ident(r.relname) || ' ENABLE ROW LEVEL SECURITY'; END LOOP; END $$;
