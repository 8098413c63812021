-- loss: EXECUTE … INTO takes one row, all are deleted
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE n int; BEGIN EXECUTE 'DELETE FROM person RETURNING id' INTO n; END $$;
