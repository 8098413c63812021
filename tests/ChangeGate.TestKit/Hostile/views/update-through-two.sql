-- loss: UPDATE through a view of a view
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE VIEW a AS SELECT * FROM person;
CREATE VIEW b WITH (security_barrier) AS SELECT id, note FROM a;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
UPDATE b SET note = 'x';
