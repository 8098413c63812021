-- loss: the table of a composite type goes with it
-- history
CREATE TYPE row_kind AS (id int, t text);
CREATE TABLE typed OF row_kind;
-- seed
INSERT INTO typed VALUES (5, 'five');
-- proposal
DROP TYPE row_kind CASCADE;
