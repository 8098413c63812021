-- quiet: the table was made here
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE setting (key text PRIMARY KEY, value text);
INSERT INTO setting VALUES ('a', '1');
INSERT INTO setting VALUES ('a', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
