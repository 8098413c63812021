-- quiet: the branch that deletes has a condition that is false
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
MERGE INTO person p USING (SELECT 1 AS id) s ON s.id = p.id WHEN MATCHED AND false THEN DELETE WHEN MATCHED THEN DO NOTHING;
