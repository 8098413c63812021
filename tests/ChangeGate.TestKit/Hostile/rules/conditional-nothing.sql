-- loss: the rule holds for some rows only
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE RULE keep AS ON DELETE TO person WHERE OLD.note IS NULL DO INSTEAD NOTHING;
DELETE FROM person;
