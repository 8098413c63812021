-- quiet: numbered places make an index
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ BEGIN EXECUTE format('CREATE INDEX %2$I ON %1$I (name)', 'person', 'person_by_name'); END $$;
