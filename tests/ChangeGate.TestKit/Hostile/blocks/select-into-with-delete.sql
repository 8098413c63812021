-- loss: a CTE that deletes stands in SELECT INTO
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE n int; BEGIN WITH gone AS (DELETE FROM person RETURNING 1) SELECT count(*) INTO n FROM gone; END $$;
