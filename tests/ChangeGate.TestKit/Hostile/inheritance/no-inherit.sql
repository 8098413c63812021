-- quiet: NO INHERIT keeps the rows
-- history
CREATE TABLE place (id int, name text);
CREATE TABLE town (mayor text) INHERITS (place);
-- seed
INSERT INTO place VALUES (1, 'Sea');
INSERT INTO town VALUES (2, 'Ulm', 'Max');
-- proposal
ALTER TABLE town NO INHERIT place;
