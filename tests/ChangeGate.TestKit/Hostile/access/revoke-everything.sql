-- quiet: nobody may do anything, the rows stay
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
REVOKE ALL ON person FROM PUBLIC;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
