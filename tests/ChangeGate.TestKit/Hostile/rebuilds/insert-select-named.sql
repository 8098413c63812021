-- quiet: columns in another order
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_new (note text, email text, name text, id bigint PRIMARY KEY);
INSERT INTO person_new (id, name, email, note) SELECT id, name, email, note FROM person;
DROP TABLE person;
