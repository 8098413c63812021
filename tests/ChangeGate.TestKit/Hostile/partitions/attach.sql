-- quiet: a table becomes a partition
-- history
CREATE TABLE event (id int NOT NULL, at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE event_2023 PARTITION OF event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- seed
INSERT INTO event VALUES (1, '2023-05-06', 'opened'), (2, '2024-07-08', 'closed');
-- proposal
CREATE TABLE event_2025 (LIKE event);
ALTER TABLE event ATTACH PARTITION event_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
