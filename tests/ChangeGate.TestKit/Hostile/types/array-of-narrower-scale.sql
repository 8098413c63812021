-- loss: numeric[] to int[] rounds
-- history
CREATE TABLE bag (id int PRIMARY KEY, items numeric[]);
-- seed
INSERT INTO bag VALUES (1, '{1.5,2.25}');
-- proposal
ALTER TABLE bag ALTER COLUMN items TYPE int[] USING items::int[];
