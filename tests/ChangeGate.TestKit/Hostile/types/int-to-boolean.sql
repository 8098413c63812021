-- loss: every number but 0 becomes true
-- history
CREATE TABLE flag (id int PRIMARY KEY, times int);
-- seed
INSERT INTO flag VALUES (101, 17), (102, 0), (103, 23);
-- proposal
ALTER TABLE flag ALTER COLUMN times TYPE boolean USING times <> 0;
