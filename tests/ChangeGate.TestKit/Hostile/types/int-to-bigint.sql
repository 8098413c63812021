-- quiet: integer to bigint
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE TABLE purchase (id int PRIMARY KEY, person_id int REFERENCES person (id) ON DELETE CASCADE, total numeric(12,2) NOT NULL, state text NOT NULL DEFAULT 'new', placed timestamptz);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
INSERT INTO purchase VALUES (10, 1, 19.99, 'paid', '2024-03-01 10:11:12.345+00'), (11, 3, 5.25, 'sent', '2024-03-02 11:12:13+00');
-- proposal
ALTER TABLE purchase ALTER COLUMN person_id TYPE bigint;
