-- loss: the row trigger of the parent does not hold the child's rows
-- history
CREATE TABLE place (id int, name text);
CREATE TABLE town (mayor text) INHERITS (place);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER keep BEFORE DELETE ON place FOR EACH ROW EXECUTE FUNCTION keep();
-- seed
INSERT INTO place VALUES (1, 'Sea');
INSERT INTO town VALUES (2, 'Ulm', 'Max');
-- proposal
DELETE FROM place;
