-- loss: ON CONFLICT DO NOTHING leaves rows out
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE archive (LIKE person INCLUDING ALL);
INSERT INTO archive VALUES (1, 'other', NULL, NULL);
WITH moved AS (DELETE FROM person RETURNING *) INSERT INTO archive SELECT * FROM moved ON CONFLICT DO NOTHING;
