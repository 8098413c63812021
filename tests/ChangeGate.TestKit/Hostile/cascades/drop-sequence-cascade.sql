-- quiet: the default goes with the sequence
-- history
CREATE TABLE ticket (id serial PRIMARY KEY, t text);
-- seed
INSERT INTO ticket (t) VALUES ('one'), ('two');
-- proposal
DROP SEQUENCE ticket_id_seq CASCADE;
