-- quiet: the function with the SQL-standard body is not called
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE FUNCTION tidy() RETURNS int LANGUAGE sql BEGIN ATOMIC DELETE FROM person RETURNING id; END;
