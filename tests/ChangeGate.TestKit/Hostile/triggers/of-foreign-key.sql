-- loss: the cascaded DELETE fires the child's trigger
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int REFERENCES parent (id) ON DELETE CASCADE);
CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM person; RETURN NULL; END $$;
CREATE TRIGGER turn AFTER DELETE ON child FOR EACH ROW EXECUTE FUNCTION turn();
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (1);
DELETE FROM parent;
