-- quiet: the distinct values move to a table and a key to them stays
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE TABLE purchase (id int PRIMARY KEY, person_id int REFERENCES person (id) ON DELETE CASCADE, total numeric(12,2) NOT NULL, state text NOT NULL DEFAULT 'new', placed timestamptz);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
INSERT INTO purchase VALUES (10, 1, 19.99, 'paid', '2024-03-01 10:11:12.345+00'), (11, 3, 5.25, 'sent', '2024-03-02 11:12:13+00');
-- proposal
CREATE TABLE state (id serial PRIMARY KEY, name text UNIQUE);
INSERT INTO state (name) SELECT DISTINCT state FROM purchase;
ALTER TABLE purchase ADD COLUMN state_id int REFERENCES state (id);
UPDATE purchase SET state_id = s.id FROM state s WHERE s.name = purchase.state;
ALTER TABLE purchase DROP COLUMN state;
