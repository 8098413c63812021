-- quiet: ON CONFLICT DO UPDATE writes back what is there
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
INSERT INTO person VALUES (1, 'Ida', NULL, NULL) ON CONFLICT (id) DO UPDATE SET name = person.name;
