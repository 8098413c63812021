-- loss: one element of an array is overwritten
-- history
CREATE TABLE bag (id int PRIMARY KEY, items text[]);
-- seed
INSERT INTO bag VALUES (1, '{one,two,three}');
-- proposal
UPDATE bag SET items[2] = 'x';
