-- loss: the view has the name of the old table, the rows were renamed and dropped
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person RENAME TO person_rows;
CREATE VIEW person AS SELECT 1 AS id;
DROP TABLE person_rows;
