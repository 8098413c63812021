-- loss: FOR … IN EXECUTE runs a DELETE with RETURNING
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE r record; BEGIN FOR r IN EXECUTE 'DELETE FROM person RETURNING id' LOOP NULL; END LOOP; END $$;
