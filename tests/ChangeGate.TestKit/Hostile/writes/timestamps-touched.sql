-- loss: updated_at is overwritten
-- history
CREATE TABLE page (id int PRIMARY KEY, body text, updated_at timestamptz NOT NULL);
-- seed
INSERT INTO page VALUES (1, 'text', '2020-01-02 03:04:05+00');
-- proposal
UPDATE page SET updated_at = now();
