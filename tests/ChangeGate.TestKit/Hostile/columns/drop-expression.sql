-- quiet: DROP EXPRESSION keeps what is stored
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
ALTER TABLE person ADD COLUMN shout text GENERATED ALWAYS AS (upper(name)) STORED;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ALTER COLUMN shout DROP EXPRESSION;
