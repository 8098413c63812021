-- quiet: a loop from 1 to 0 never runs
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ BEGIN FOR i IN 1..0 LOOP DELETE FROM person WHERE id = i; END LOOP; END $$;
