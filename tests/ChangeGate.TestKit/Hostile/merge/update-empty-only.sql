-- quiet: MERGE writes only where there was nothing
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
MERGE INTO person p USING (SELECT 2 AS id) s ON s.id = p.id WHEN MATCHED AND p.note IS NULL THEN UPDATE SET note = 'second note';
