-- quiet: a table becomes a partitioned one by a copy
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE person_by_id (LIKE person) PARTITION BY RANGE (id);
CREATE TABLE person_low PARTITION OF person_by_id FOR VALUES FROM (MINVALUE) TO (1000);
CREATE TABLE person_rest PARTITION OF person_by_id DEFAULT;
INSERT INTO person_by_id SELECT * FROM person;
DROP TABLE person;
ALTER TABLE person_by_id RENAME TO person;
