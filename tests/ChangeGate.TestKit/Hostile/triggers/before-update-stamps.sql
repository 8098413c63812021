-- quiet: a BEFORE trigger fills a column that was empty
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
ALTER TABLE person ADD COLUMN seen timestamptz;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seen IS NULL THEN NEW.seen := now(); END IF; RETURN NEW; END $$;
CREATE TRIGGER stamp BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION stamp();
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
UPDATE person SET email = 'bo@example.org' WHERE email IS NULL;
