-- loss: with the setting off, \' does not end the text
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
SET standard_conforming_strings = off;
SELECT 'a\'; SELECT 1; --'; DELETE FROM person; --';
