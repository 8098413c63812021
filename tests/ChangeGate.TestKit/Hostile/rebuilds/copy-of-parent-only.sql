-- loss: ONLY copies the parent's rows
-- history
CREATE TABLE place (id int, name text);
CREATE TABLE town (mayor text) INHERITS (place);
-- seed
INSERT INTO place VALUES (1, 'Sea');
INSERT INTO town VALUES (2, 'Ulm', 'Max');
-- proposal
CREATE TABLE place_new AS SELECT * FROM ONLY place;
DROP TABLE place CASCADE;
