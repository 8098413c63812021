-- loss: a large object is removed
-- history
CREATE TABLE doc (id int PRIMARY KEY, body oid);
-- seed
INSERT INTO doc VALUES (1, lo_from_bytea(424242, 'the only copy'));
-- proposal
SELECT lo_unlink(body) FROM doc;
