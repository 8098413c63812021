-- quiet: a counter is no stored value
-- history
CREATE TABLE ticket (id serial PRIMARY KEY, t text);
-- seed
INSERT INTO ticket (t) VALUES ('one'), ('two');
-- proposal
ALTER SEQUENCE ticket_id_seq RESTART WITH 100;
SELECT setval('ticket_id_seq', 500);
