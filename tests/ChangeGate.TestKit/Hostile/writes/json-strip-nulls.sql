-- loss: keys whose value is null go
-- history
CREATE TABLE bag (id int PRIMARY KEY, doc jsonb);
-- seed
INSERT INTO bag VALUES (1, '{"a": null, "b": 2}');
-- proposal
UPDATE bag SET doc = jsonb_strip_nulls(doc);
