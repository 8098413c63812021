-- loss: a large object is overwritten
-- history
CREATE TABLE doc (id int PRIMARY KEY, body oid);
-- seed
INSERT INTO doc VALUES (1, lo_from_bytea(424242, 'the only copy'));
-- proposal
SELECT lo_put(424242, 0, 'XXXXXXXXXXXXX');
