-- loss: host() leaves the mask out
-- history
CREATE TABLE host_seen (id int PRIMARY KEY, ip inet);
-- seed
INSERT INTO host_seen VALUES (1, '10.1.2.3/16');
-- proposal
ALTER TABLE host_seen ALTER COLUMN ip TYPE text USING host(ip);
