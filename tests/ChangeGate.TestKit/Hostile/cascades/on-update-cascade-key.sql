-- loss: the old keys are nowhere any more
-- history
CREATE TABLE boss (id int PRIMARY KEY);
CREATE TABLE worker (id int PRIMARY KEY, boss_id int REFERENCES boss (id) ON UPDATE CASCADE);
-- seed
INSERT INTO boss VALUES (7), (8);
INSERT INTO worker VALUES (1, 7), (2, 8);
-- proposal
UPDATE boss SET id = 9 WHERE id = 7;
