-- quiet: what was released is undone by the outer savepoint
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
BEGIN;
SAVEPOINT o;
SAVEPOINT i;
DELETE FROM person;
RELEASE i;
ROLLBACK TO o;
COMMIT;
