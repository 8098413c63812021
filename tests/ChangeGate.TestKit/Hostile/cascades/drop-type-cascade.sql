-- loss: the columns of the type go
-- history
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE diary (id int PRIMARY KEY, feels mood);
-- seed
INSERT INTO diary VALUES (1, 'calm');
-- proposal
DROP TYPE mood CASCADE;
