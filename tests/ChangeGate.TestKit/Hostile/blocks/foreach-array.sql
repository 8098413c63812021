-- loss: FOREACH goes over a constant array of ids
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE i int; BEGIN FOREACH i IN ARRAY ARRAY[1, 3] LOOP DELETE FROM person WHERE id = i; END LOOP; END $$;
