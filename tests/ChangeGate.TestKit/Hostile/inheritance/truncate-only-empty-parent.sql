-- quiet: the parent was made here and has no rows of its own
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE base (id int, name text);
CREATE TABLE leaf () INHERITS (base);
TRUNCATE ONLY base;
