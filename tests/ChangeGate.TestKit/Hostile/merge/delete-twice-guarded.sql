-- loss: the second WHEN deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
MERGE INTO person p USING person q ON q.id = p.id WHEN MATCHED AND p.id = 1 THEN DO NOTHING WHEN MATCHED THEN DELETE;
