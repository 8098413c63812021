-- quiet: a policy's function is not asked for a superuser
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION fine() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY fine_one ON person USING (fine());
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
SELECT count(*) FROM person;
