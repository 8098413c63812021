-- loss: ON DELETE SET NULL clears the child's column
-- history
CREATE TABLE boss (id int PRIMARY KEY);
CREATE TABLE worker (id int PRIMARY KEY, boss_id int REFERENCES boss (id) ON DELETE SET NULL);
-- seed
INSERT INTO boss VALUES (7);
INSERT INTO worker VALUES (1, 7);
-- proposal
CREATE TABLE boss_kept AS TABLE boss;
DELETE FROM boss;
