-- loss: the rule that kept the rows is disabled first
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE RULE keep AS ON DELETE TO person DO INSTEAD NOTHING;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person DISABLE RULE keep;
DELETE FROM person;
