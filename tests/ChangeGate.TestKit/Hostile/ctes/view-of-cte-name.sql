-- loss: the CTE has the name of a table, the DELETE reaches the table
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
WITH person AS (SELECT 1) DELETE FROM person WHERE EXISTS (SELECT FROM person);
