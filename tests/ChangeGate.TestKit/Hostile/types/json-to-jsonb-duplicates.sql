-- loss: jsonb keeps one of two equal keys
-- history
CREATE TABLE bag (id int PRIMARY KEY, doc json);
-- seed
INSERT INTO bag VALUES (1, '{"a": 1, "a": 2}');
-- proposal
ALTER TABLE bag ALTER COLUMN doc TYPE jsonb;
