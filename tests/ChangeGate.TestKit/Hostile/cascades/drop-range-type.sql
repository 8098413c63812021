-- loss: the column of a range type goes
-- history
CREATE TYPE span AS RANGE (SUBTYPE = int);
CREATE TABLE diary (id int PRIMARY KEY, pages span);
-- seed
INSERT INTO diary VALUES (1, '[3,9)');
-- proposal
DROP TYPE span CASCADE;
