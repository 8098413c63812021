-- loss: rows go one by one through a cursor
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DO $$ DECLARE c CURSOR FOR SELECT * FROM person FOR UPDATE; BEGIN FOR r IN c LOOP DELETE FROM person WHERE CURRENT OF c; END LOOP; END $$;
