-- loss: SET … = DEFAULT calls the default's function
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION stamp() RETURNS text LANGUAGE sql AS 'DELETE FROM person; SELECT ''x''::text';
ALTER TABLE log ADD COLUMN mark text;
ALTER TABLE log ALTER COLUMN mark SET DEFAULT stamp();
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
UPDATE log SET mark = NULL;
-- proposal
UPDATE log SET mark = DEFAULT WHERE mark IS NULL;
