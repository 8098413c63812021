-- quiet: the table is moved out first
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE SCHEMA old;
CREATE TABLE old.bill (id int PRIMARY KEY, t text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
INSERT INTO old.bill VALUES (5, 'due');
-- proposal
ALTER TABLE old.bill SET SCHEMA public;
DROP SCHEMA old CASCADE;
