-- quiet: the array becomes a JSON array
-- history
CREATE TABLE bag (id int PRIMARY KEY, items text[]);
-- seed
INSERT INTO bag VALUES (1, '{one,two,three}');
-- proposal
ALTER TABLE bag ALTER COLUMN items TYPE jsonb USING to_jsonb(items);
-- back
CREATE FUNCTION texts(j jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS 'SELECT array_agg(e) FROM jsonb_array_elements_text(j) e';
ALTER TABLE bag ALTER COLUMN items TYPE text[] USING texts(items);
