-- quiet: ON CONFLICT DO UPDATE fills what is empty
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
INSERT INTO person VALUES (2, 'Bo', 'bo@example.org', 'x') ON CONFLICT (id) DO UPDATE SET email = COALESCE(person.email, EXCLUDED.email);
