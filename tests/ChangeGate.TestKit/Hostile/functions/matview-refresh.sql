-- loss: REFRESH runs the query of the history
-- history
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email varchar(80), note text);
CREATE FUNCTION clean() RETURNS int LANGUAGE sql AS 'DELETE FROM public.person RETURNING id';
CREATE MATERIALIZED VIEW cleaned AS SELECT clean() AS n WITH NO DATA;
-- seed
INSERT INTO person VALUES (1, 'Ada', 'ada@example.org', 'first note'), (2, 'Bo', NULL, NULL), (3, 'Cy', 'cy@example.org', 'third note');
-- proposal
REFRESH MATERIALIZED VIEW cleaned;
