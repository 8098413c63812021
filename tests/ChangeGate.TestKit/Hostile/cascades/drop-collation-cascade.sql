-- loss: the column of the collation goes
-- history
CREATE COLLATION plain FROM "C";
CREATE TABLE word (id int PRIMARY KEY, w text COLLATE plain);
-- seed
INSERT INTO word VALUES (1, 'abc');
-- proposal
DROP COLLATION plain CASCADE;
