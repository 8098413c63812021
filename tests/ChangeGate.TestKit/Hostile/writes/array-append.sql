-- quiet: an element is put behind
-- history
CREATE TABLE bag (id int PRIMARY KEY, items text[]);
-- seed
INSERT INTO bag VALUES (1, '{one,two,three}');
-- proposal
UPDATE bag SET items = items || 'four'::text WHERE items IS NOT NULL;
-- back
UPDATE bag SET items = items[1:3];
