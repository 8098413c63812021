-- loss: one field of the document stays
-- history
CREATE TABLE bag (id int PRIMARY KEY, doc jsonb);
-- seed
INSERT INTO bag VALUES (1, '{"a": 1, "b": 2}');
-- proposal
ALTER TABLE bag ALTER COLUMN doc TYPE text USING doc ->> 'a';
