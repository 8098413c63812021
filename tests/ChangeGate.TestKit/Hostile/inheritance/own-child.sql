-- quiet: the child was made here
-- history
CREATE TABLE place (id int, name text);
CREATE TABLE town (mayor text) INHERITS (place);
-- seed
INSERT INTO place VALUES (1, 'Sea');
INSERT INTO town VALUES (2, 'Ulm', 'Max');
-- proposal
CREATE TABLE village () INHERITS (place);
INSERT INTO village VALUES (9, 'Hof');
DROP TABLE village;
