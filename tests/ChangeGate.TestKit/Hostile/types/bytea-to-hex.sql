-- quiet: encode() as hex is to be undone
-- history
CREATE TABLE thing (id int PRIMARY KEY, body bytea);
-- seed
INSERT INTO thing VALUES (1, '\x0102ff');
-- proposal
ALTER TABLE thing ALTER COLUMN body TYPE text USING encode(body, 'hex');
-- back
ALTER TABLE thing ALTER COLUMN body TYPE bytea USING decode(body, 'hex');
