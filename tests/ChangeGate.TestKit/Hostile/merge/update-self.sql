-- quiet: MERGE writes back what is there
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
MERGE INTO person p USING (SELECT 1 AS id) s ON s.id = p.id WHEN MATCHED THEN UPDATE SET note = p.note;
