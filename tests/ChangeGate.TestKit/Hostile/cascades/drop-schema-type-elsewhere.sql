-- loss: a type of the schema is used outside of it
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE SCHEMA kinds;
CREATE TYPE kinds.mood AS ENUM ('calm', 'cross');
ALTER TABLE person ADD COLUMN feels kinds.mood;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
UPDATE person SET feels = 'calm' WHERE id = 1;
-- proposal
DROP SCHEMA kinds CASCADE;
