-- loss: interval to a number of days
-- history
CREATE TABLE lease (id int PRIMARY KEY, term interval);
-- seed
INSERT INTO lease VALUES (1, '1 year 2 mons 3 days 04:05:06');
-- proposal
ALTER TABLE lease ALTER COLUMN term TYPE int USING extract(day FROM term)::int;
