-- quiet: after three renames the empty one is dropped
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_new (LIKE person);
ALTER TABLE person RENAME TO tmp;
ALTER TABLE person_new RENAME TO person;
ALTER TABLE tmp RENAME TO person_new;
DROP TABLE person;
