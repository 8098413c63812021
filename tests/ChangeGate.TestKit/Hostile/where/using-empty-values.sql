-- quiet: the other relation of USING has no rows
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DELETE FROM person USING (SELECT 1 AS id WHERE false) s WHERE s.id = person.id;
