-- quiet: two columns become a document
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ADD COLUMN extra jsonb;
UPDATE person SET extra = jsonb_build_object('email', email, 'note', note);
ALTER TABLE person DROP COLUMN email, DROP COLUMN note;
-- back
ALTER TABLE person ADD COLUMN email varchar(80), ADD COLUMN note text;
UPDATE person SET email = extra ->> 'email', note = extra ->> 'note';
ALTER TABLE person DROP COLUMN extra;
