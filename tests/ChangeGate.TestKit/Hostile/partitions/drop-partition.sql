-- loss: the partition is dropped
-- history
CREATE TABLE event (id int NOT NULL, at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE event_2023 PARTITION OF event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- seed
INSERT INTO event VALUES (1, '2023-05-06', 'opened'), (2, '2024-07-08', 'closed');
-- proposal
DROP TABLE event_2023;
