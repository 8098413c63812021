-- loss: TRUNCATE CASCADE of an empty own table reaches the real one
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
CREATE TABLE kind (id int PRIMARY KEY);
ALTER TABLE person ADD COLUMN kind_id int REFERENCES kind (id);
TRUNCATE kind CASCADE;
