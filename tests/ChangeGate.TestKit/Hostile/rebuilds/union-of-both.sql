-- quiet: two tables become one
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE TABLE member (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
INSERT INTO member VALUES (11, 'Mo', 'mo@example.org', 'eleventh');
-- proposal
CREATE TABLE everybody AS SELECT * FROM person UNION ALL SELECT * FROM member;
DROP TABLE person;
DROP TABLE member;
