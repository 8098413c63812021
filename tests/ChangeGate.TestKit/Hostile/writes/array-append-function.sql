-- quiet: array_append puts an element behind
-- history
CREATE TABLE bag (id int PRIMARY KEY, items text[]);
-- seed
INSERT INTO bag VALUES (1, '{one,two,three}');
-- proposal
UPDATE bag SET items = array_append(items, 'four');
-- back
UPDATE bag SET items = items[1:3];
