-- loss: a materialized view goes with the next refresh, but here it is dropped
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE MATERIALIZED VIEW kept AS SELECT * FROM person;
CREATE TABLE person_new AS SELECT id FROM kept;
DROP MATERIALIZED VIEW kept;
DROP TABLE person;
