-- loss: the column has the multirange of the type
-- history
CREATE TYPE span AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = spanmulti);
CREATE TABLE diary (id int PRIMARY KEY, pages spanmulti);
-- seed
INSERT INTO diary VALUES (1, '{[3,9)}');
-- proposal
DROP TYPE span CASCADE;
