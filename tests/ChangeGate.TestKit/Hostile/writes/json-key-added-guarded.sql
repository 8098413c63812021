-- quiet: a key is added where the document does not have it
-- history
CREATE TABLE bag (id int PRIMARY KEY, doc jsonb NOT NULL);
-- seed
INSERT INTO bag VALUES (1, '{"a": 1, "b": 2}');
-- proposal
UPDATE bag SET doc = doc || '{"c": 3}' WHERE NOT doc ? 'c';
-- back
UPDATE bag SET doc = doc - 'c';
