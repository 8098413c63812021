-- quiet: everything was reassigned before
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE ROLE hostile_owner_two;
ALTER TABLE person OWNER TO hostile_owner_two;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
REASSIGN OWNED BY hostile_owner_two TO CURRENT_USER;
DROP OWNED BY hostile_owner_two;
DROP ROLE hostile_owner_two;
