-- quiet: every column is named on both sides
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE archive (pid int, pname text, pemail text, pnote text);
WITH moved AS (DELETE FROM person RETURNING id, name, email, note) INSERT INTO archive (pid, pname, pemail, pnote) SELECT id, name, email, note FROM moved;
