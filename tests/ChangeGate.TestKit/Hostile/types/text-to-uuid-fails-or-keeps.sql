-- quiet: text to uuid keeps every value or fails
-- history
CREATE TABLE thing (id int PRIMARY KEY, code text);
-- seed
INSERT INTO thing VALUES (1, '11111111-2222-3333-4444-555555555555');
-- proposal
ALTER TABLE thing ALTER COLUMN code TYPE uuid USING code::uuid;
