-- loss: the type is an attribute of a type of a column
-- history
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TYPE entry AS (m mood, t text);
CREATE TABLE diary (id int PRIMARY KEY, e entry);
-- seed
INSERT INTO diary VALUES (1, ROW('calm', 'x'));
-- proposal
DROP TYPE mood CASCADE;
