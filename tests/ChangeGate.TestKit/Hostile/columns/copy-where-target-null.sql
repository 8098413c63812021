-- quiet: every new value is NULL, so all are copied
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
ALTER TABLE person ADD COLUMN remark text;
UPDATE person SET remark = note WHERE remark IS NULL;
ALTER TABLE person DROP COLUMN note;
