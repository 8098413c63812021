-- loss: the column of the domain goes
-- history
CREATE DOMAIN short AS text CHECK (length(VALUE) < 10);
CREATE TABLE diary (id int PRIMARY KEY, t short);
-- seed
INSERT INTO diary VALUES (1, 'x');
-- proposal
DROP DOMAIN short CASCADE;
