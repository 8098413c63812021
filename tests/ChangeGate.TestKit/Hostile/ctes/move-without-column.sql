-- loss: one column is left behind
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE archive (pid int, pname text, pemail text);
WITH moved AS (DELETE FROM person RETURNING id, name, email, note) INSERT INTO archive SELECT id, name, email FROM moved;
