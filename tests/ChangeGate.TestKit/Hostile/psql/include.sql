-- loss: another file is read
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
\o /tmp/changegate_hostile_include.sql
\qecho DELETE FROM person;
\o
\i /tmp/changegate_hostile_include.sql
