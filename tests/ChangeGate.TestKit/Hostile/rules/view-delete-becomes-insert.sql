-- quiet: DELETE from the view only writes down what was asked
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE VIEW people AS SELECT id, name FROM person;
CREATE RULE asked AS ON DELETE TO people DO INSTEAD INSERT INTO log VALUES (OLD.id + 500, 'asked');
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DELETE FROM people WHERE id = 1;
