-- loss: array_remove takes an element out
-- history
CREATE TABLE bag (id int PRIMARY KEY, items text[]);
-- seed
INSERT INTO bag VALUES (1, '{one,two,three}');
-- proposal
UPDATE bag SET items = array_remove(items, 'two');
