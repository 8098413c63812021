-- loss: the document has only one of the two
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ADD COLUMN extra jsonb;
UPDATE person SET extra = jsonb_build_object('email', email);
ALTER TABLE person DROP COLUMN email, DROP COLUMN note;
