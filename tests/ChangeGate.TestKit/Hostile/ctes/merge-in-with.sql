-- loss: MERGE that deletes, in WITH (17) or by itself
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
MERGE INTO person p USING (VALUES (1), (2)) v (id) ON v.id = p.id WHEN MATCHED THEN DELETE;
