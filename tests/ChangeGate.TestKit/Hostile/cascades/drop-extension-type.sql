-- loss: the columns of the extension's type go
-- history
CREATE EXTENSION hstore;
CREATE TABLE bag (id int PRIMARY KEY, h hstore);
-- seed
INSERT INTO bag VALUES (1, 'a=>1');
-- proposal
DROP EXTENSION hstore CASCADE;
