-- loss: the cast to a domain asks its CHECK
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION fine(t text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person; RETURN true; END $$;
CREATE DOMAIN fine_text AS text CHECK (fine(VALUE));
SELECT 'x'::fine_text;
