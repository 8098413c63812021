-- loss: the view's * was written before the table got another column
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE VIEW people AS SELECT * FROM person;
ALTER TABLE person ADD COLUMN phone text DEFAULT '0123';
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_new AS SELECT * FROM people;
DROP TABLE person CASCADE;
