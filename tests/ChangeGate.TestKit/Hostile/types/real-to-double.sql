-- quiet: real to double precision
-- history
CREATE TABLE thing (id int PRIMARY KEY, weight real);
-- seed
INSERT INTO thing VALUES (1, 1.5);
-- proposal
ALTER TABLE thing ALTER COLUMN weight TYPE double precision;
