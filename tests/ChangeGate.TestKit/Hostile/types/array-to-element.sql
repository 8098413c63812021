-- loss: only the first element stays
-- history
CREATE TABLE bag (id int PRIMARY KEY, items text[]);
-- seed
INSERT INTO bag VALUES (1, '{one,two,three}');
-- proposal
ALTER TABLE bag ALTER COLUMN items TYPE text USING items[1];
