-- quiet: int[] to bigint[]
-- history
CREATE TABLE bag (id int PRIMARY KEY, items int[]);
-- seed
INSERT INTO bag VALUES (1, '{10,20,30}');
-- proposal
ALTER TABLE bag ALTER COLUMN items TYPE bigint[];
