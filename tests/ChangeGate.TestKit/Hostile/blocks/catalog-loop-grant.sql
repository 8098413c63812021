-- quiet: only privileges are given on each table
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE ROLE reader_of_all;
DO $$ DECLARE t text; BEGIN FOR t IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE 'GRANT SELECT ON ' || t || ' TO reader_of_all'; END LOOP; END $$;
DROP OWNED BY reader_of_all;
DROP ROLE reader_of_all;
