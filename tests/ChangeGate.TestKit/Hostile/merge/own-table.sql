-- quiet: MERGE deletes from a table that the proposal made
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE scratch AS SELECT id FROM person;
MERGE INTO scratch t USING (SELECT 1 AS id) s ON s.id = t.id WHEN MATCHED THEN DELETE;
