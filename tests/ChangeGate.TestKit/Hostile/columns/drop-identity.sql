-- quiet: DROP IDENTITY keeps the values
-- history
CREATE TABLE ticket (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text);
-- seed
INSERT INTO ticket (t) VALUES ('one'), ('two');
-- proposal
ALTER TABLE ticket ALTER COLUMN id DROP IDENTITY;
