-- quiet: the rows that meet a condition are moved whole
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE archive (LIKE person);
WITH moved AS (DELETE FROM person WHERE note IS NULL RETURNING *) INSERT INTO archive SELECT * FROM moved;
