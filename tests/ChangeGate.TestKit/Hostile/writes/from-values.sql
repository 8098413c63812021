-- loss: UPDATE … FROM (VALUES …)
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
UPDATE person SET name = v.n FROM (VALUES (1, 'Eva'), (3, 'Gus')) v (id, n) WHERE v.id = person.id;
