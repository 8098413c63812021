-- loss: a key of a document is removed
-- history
CREATE TABLE bag (id int PRIMARY KEY, doc jsonb);
-- seed
INSERT INTO bag VALUES (1, '{"a": 1, "b": 2}');
-- proposal
UPDATE bag SET doc = doc - 'a';
