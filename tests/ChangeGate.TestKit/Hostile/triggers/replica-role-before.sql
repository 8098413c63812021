-- quiet: in replica role the trigger does not fire
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person; RETURN NULL; END $$;
CREATE TRIGGER turn AFTER INSERT ON log FOR EACH ROW EXECUTE FUNCTION turn();
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
SET session_replication_role = replica;
INSERT INTO log VALUES (103, 'three');
SET session_replication_role = DEFAULT;
