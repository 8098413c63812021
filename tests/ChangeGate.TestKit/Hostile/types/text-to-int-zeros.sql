-- loss: zeros in front go
-- history
CREATE TABLE thing (id int PRIMARY KEY, code text);
-- seed
INSERT INTO thing VALUES (1, '0012');
-- proposal
ALTER TABLE thing ALTER COLUMN code TYPE int USING code::int;
