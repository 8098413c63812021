-- loss: the rule that kept the rows is dropped first
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE RULE keep AS ON DELETE TO person DO INSTEAD NOTHING;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DROP RULE keep ON person;
DELETE FROM person;
