-- loss: columns of the type's array go too
-- history
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE diary (id int PRIMARY KEY, feels mood[]);
-- seed
INSERT INTO diary VALUES (1, '{calm,cross}');
-- proposal
DROP TYPE mood CASCADE;
