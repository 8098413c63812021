-- quiet: a large object is made
-- history
CREATE TABLE doc (id int PRIMARY KEY, body oid);
-- seed
INSERT INTO doc VALUES (1, NULL);
-- proposal
UPDATE doc SET body = lo_from_bytea(424242, 'new') WHERE body IS NULL;
