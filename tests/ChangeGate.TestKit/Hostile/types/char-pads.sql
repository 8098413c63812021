-- loss: char(n) does not keep blanks behind
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
UPDATE person SET note = 'third  ' WHERE id = 3;
-- proposal
ALTER TABLE person ALTER COLUMN note TYPE char(20);
