-- quiet: the role owns nothing, only its privileges go
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE ROLE hostile_reader;
GRANT SELECT ON person TO hostile_reader;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DROP OWNED BY hostile_reader;
DROP ROLE hostile_reader;
