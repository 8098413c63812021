-- quiet: DO UPDATE only where there was nothing
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
INSERT INTO person VALUES (2, 'Bo', 'bo@example.org', NULL) ON CONFLICT (id) DO UPDATE SET email = EXCLUDED.email WHERE person.email IS NULL;
