-- loss: the view's INSTEAD rule deletes
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE VIEW people AS SELECT id, name FROM person;
CREATE RULE gone AS ON INSERT TO people DO INSTEAD DELETE FROM person WHERE name <> NEW.name;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
INSERT INTO people VALUES (9, 'Di');
