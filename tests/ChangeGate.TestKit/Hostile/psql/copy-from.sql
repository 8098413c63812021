-- quiet: \copy from standard input adds rows
-- history
CREATE TABLE log (id int PRIMARY KEY, line text);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO log VALUES (101, 'line one'), (102, 'line two');
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
\copy log (id, line) from pstdin
103	three
\.
