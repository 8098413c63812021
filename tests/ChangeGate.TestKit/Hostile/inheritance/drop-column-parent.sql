-- loss: the column goes in the child too
-- history
CREATE TABLE place (id int, name text);
CREATE TABLE town (mayor text) INHERITS (place);
-- seed
INSERT INTO place VALUES (1, 'Sea');
INSERT INTO town VALUES (2, 'Ulm', 'Max');
-- proposal
ALTER TABLE place DROP COLUMN name;
