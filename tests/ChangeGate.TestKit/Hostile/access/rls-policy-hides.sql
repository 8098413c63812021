-- loss: the table's owner is not held by the policy
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY none_at_all ON person USING (false);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
DELETE FROM person;
