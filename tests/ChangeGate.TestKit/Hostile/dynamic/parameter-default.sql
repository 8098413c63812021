-- loss: the text is the default of a parameter
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION run(q text DEFAULT 'DELETE FROM person') RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE q; END $$;
SELECT run();
