-- quiet: the source goes, what was generated is the same and stays
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
ALTER TABLE person ADD COLUMN nick text GENERATED ALWAYS AS (name) STORED;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ALTER COLUMN nick DROP EXPRESSION;
ALTER TABLE person DROP COLUMN name;
