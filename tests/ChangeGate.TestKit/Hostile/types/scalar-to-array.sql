-- quiet: each value becomes an array of one
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ALTER COLUMN note TYPE text[] USING ARRAY[note];
-- back
ALTER TABLE person ALTER COLUMN note TYPE text USING note[1];
