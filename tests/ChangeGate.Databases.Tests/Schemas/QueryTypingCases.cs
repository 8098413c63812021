namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>Queries whose columns the fold knows, and others of which it must not say what it cannot know.</summary>
internal static class QueryTypingCases
{
    public const string Schema = """
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE DOMAIN positive AS int CHECK (value > 0);
        CREATE DOMAIN word AS text COLLATE "C";
        CREATE TYPE pair AS (a int, b text);
        CREATE TABLE people (id bigserial PRIMARY KEY, name varchar(20) NOT NULL, code char(3), bio text, nick text COLLATE "C", age smallint DEFAULT 1, height real, weight double precision,
            born date, seen timestamptz(3), made timestamp NOT NULL DEFAULT now(), nap interval, paid numeric(10,2), tags text[], codes varchar(5)[], grid int[][], extra jsonb, raw json, ref uuid, feels mood, rank positive, said word,
            done boolean, payload bytea, title name, own pair);
        CREATE TABLE orders (id int PRIMARY KEY, person_id bigint REFERENCES people, total numeric(8,3), placed timestamptz, note text, state mood, amount int, name varchar(40));
        CREATE TABLE lines (order_id int, amount smallint, name varchar(20), total numeric(8,3));
        CREATE VIEW totals (person, total) AS SELECT person_id, sum(total) FROM orders GROUP BY person_id;
        CREATE MATERIALIZED VIEW counts AS SELECT person_id, count(*) AS n, max(placed) AS last FROM orders GROUP BY person_id;
        CREATE FUNCTION hot_rank(score numeric, at timestamp) RETURNS integer LANGUAGE sql AS 'select 1';
        CREATE FUNCTION label(mood) RETURNS text LANGUAGE sql AS 'select ''x''';
        CREATE FUNCTION moods() RETURNS SETOF mood LANGUAGE sql AS 'select ''ok''::mood';
        CREATE FUNCTION rounded(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'select $1::numeric(5,2)';
        CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'select 1';
        CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS 'select ''x''';
        """;

    public static IEnumerable<string> Known =>
    [
        // Columns as they are
        "SELECT * FROM people",
        "SELECT p.id, p.name AS called, p.code, nick, tags, codes, grid, feels, rank, said, title, own, seen FROM people p",
        "TABLE orders",
        "SELECT o.*, p.name AS person, p.born FROM orders o JOIN people p ON p.id = o.person_id",
        "SELECT orders.* FROM orders, people WHERE people.id = person_id",
        "SELECT public.orders.id, orders.note FROM public.orders",
        "SELECT DISTINCT name, age FROM people",
        "SELECT DISTINCT ON (name) name, id FROM people ORDER BY name, id",
        "SELECT id AS a, bio AS b FROM people WHERE (SELECT true) ORDER BY 1 LIMIT 5",

        // Views and queries as sources
        "SELECT * FROM totals",
        "SELECT t.person, t.total, c.n, c.last FROM totals t LEFT JOIN counts c ON c.person_id = t.person",
        "SELECT s.* FROM (SELECT id, name FROM people WHERE age > 1) s",
        "SELECT s.a, b FROM (SELECT id, name, age FROM people) AS s (a, b, c)",
        "SELECT max(liked) AS liked, max(score) = 1 AS up, person_id FROM (SELECT person_id, placed AS liked, NULL::int AS score FROM orders UNION ALL SELECT id, NULL::timestamptz, 1 FROM people) q GROUP BY person_id",
        "WITH a AS (SELECT id, name FROM people), b (x) AS (SELECT id FROM a) SELECT a.name, b.x FROM a JOIN b ON b.x = a.id",
        "WITH orders AS (SELECT 1 AS id, 'x' AS label) SELECT * FROM orders",
        "WITH RECURSIVE n (i, path) AS (SELECT 1, 'a'::text UNION ALL SELECT i + 1, path || 'b' FROM n WHERE i < 3) SELECT * FROM n",
        "WITH RECURSIVE a AS (SELECT 1::smallint AS x UNION SELECT 2) SELECT * FROM a",
        "SELECT o.id, l.* FROM orders o CROSS JOIN LATERAL (SELECT o.total AS outer_total, amount AS line_amount FROM lines WHERE order_id = o.id) l",
        "SELECT a, b, order_id FROM (people p JOIN lines l ON l.order_id = p.id) AS j (a, b)",
        "SELECT * FROM lines JOIN (SELECT 1::bigint AS order_id, 'x' AS other) s USING (order_id)",
        "SELECT * FROM lines NATURAL JOIN (SELECT 2 AS order_id, 3.5 AS price) s",
        "SELECT order_id, l.amount, k.amount AS other FROM lines l FULL JOIN lines k USING (order_id, name)",
        "SELECT * FROM lines l JOIN lines k USING (order_id, name, amount, total)",
        "(SELECT id FROM people) UNION (SELECT id FROM orders ORDER BY id LIMIT 1)",
        "SELECT name FROM people EXCEPT SELECT name FROM lines",
        "SELECT name FROM people UNION SELECT name FROM orders",
        "SELECT id FROM orders INTERSECT SELECT order_id FROM lines EXCEPT SELECT 1",
        "VALUES (1, 'a', 2.5), (20000000000, NULL, 3)",
        "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v (n, label)",
        "SELECT n, i FROM generate_series(1, 3) AS n, generate_series(now(), now(), interval '1 day') AS g (i)",
        "SELECT p.id, tag, e.value, k.ordinality FROM people p, unnest(p.tags) AS tag, jsonb_array_elements(p.extra) e, jsonb_object_keys(p.extra) WITH ORDINALITY k",

        // Literals and casts
        "SELECT 1 AS i, -2147483648 AS j, 2147483648 AS k, -1.5 AS l, 1e3 AS m, 99999999999999999999 AS n, 'x' AS t, NULL AS u, true AS b",
        "SELECT 'x'::varchar(5), '1'::int AS one, 1::numeric(5,2), '2020-01-01'::date AS d, NULL::mood AS feeling, '{}'::int[] AS list, 'a'::char AS c, 3::positive AS p, interval '1' day AS v, '1 h'::interval hour AS h",
        "SELECT CAST(id AS int) AS a, name::text, bio::varchar(9) AS v, extra->>'a' AS b, (extra->>'n')::numeric(6,1) AS n, feels::text AS f, raw::jsonb AS r, nick::varchar AS k FROM people",
        "SELECT 1 AS id, ROW(1, 'x')::pair AS a, own FROM people",
        "SELECT id::text, age::int, (id + 1)::int, 'x'::\"char\", now()::timestamp(0), date '2020-01-01' FROM people",
        "SELECT name COLLATE \"C\" AS a, nick COLLATE \"default\" AS b, 'x' COLLATE \"C\" AS c FROM people",
        "SELECT current_timestamp, current_date, localtimestamp AS l, current_timestamp(2) AS c, current_user, localtime AS t",

        // Operators
        "SELECT age + age AS a, age + 1 AS b, age + id AS c, id * 2.5 AS d, paid + age AS e, height + age AS f, height + height AS g, weight / 2 AS h, age % 3 AS i, 2 ^ 3 AS j, paid ^ 2 AS k, -paid AS l, id & 3 AS m, rank + 1 AS n FROM people",
        "SELECT born + 1 AS a, born - born AS b, born - '2020-01-01' AS c, born + nap AS d, made - made AS e, seen - made AS f, seen + nap AS g, now() - interval '1 day' AS h, nap * 2 AS i, nap / 2.0 AS j, made - '2020-01-01' AS k FROM people",
        "SELECT name || 'x' AS a, bio || id AS b, 1 || bio AS c, tags || tags AS d, extra || '{}' AS e, code || name AS f, name || ' ' || bio AS g, payload || '\\x00' AS h, 'a' || id AS i, born || 'x' AS j, 'a' || id || '-' || age AS k FROM people",
        "SELECT extra->'a' AS a, extra->>'b' AS b, raw->0 AS c, raw#>>'{a}' AS d, extra @> '{}' AS e, extra ? 'a' AS f, tags @> '{a}' AS g, name ~ 'x' AS h, name LIKE 'y' AS i, tags && tags AS j, extra - 'a' IS NULL AS k FROM people",
        "SELECT id = 1, name <> 'x' AS a, age IS NULL AS b, id IN (1, 2) AS c, age BETWEEN 1 AND 2 AS d, NOT done AS e, done AND true AS f, EXISTS (SELECT 1), id = ANY ('{1}') AS g, born IS DISTINCT FROM made AS h, (id, age) = (1, 2) AS i FROM people",
        "SELECT tags[1], grid[1][2] AS g, tags[1:2] AS s, codes[1] AS c FROM people",
        "SELECT made AT TIME ZONE 'UTC' AS a, seen AT TIME ZONE 'UTC' AS b, timezone('UTC', seen) FROM people",

        // Choices
        "SELECT coalesce(age, 0), coalesce(id, 0) AS a, coalesce(age, id) AS b, coalesce(name, 'x') AS c, coalesce(name, name) AS d, coalesce(bio, name) AS e, coalesce(name, bio) AS f, coalesce(rank, 1) AS g, coalesce(rank, rank) AS h, coalesce(feels, 'ok') AS i, coalesce(paid, paid) AS j, coalesce(paid, 0) AS k, coalesce('a', 'b') AS l FROM people",
        "SELECT CASE WHEN done THEN 1 ELSE 0 END, CASE age WHEN 1 THEN name END AS a, CASE WHEN done THEN name ELSE name END AS b, CASE WHEN done THEN 1 WHEN age > 1 THEN 2.5 ELSE id END AS c, CASE WHEN done THEN 'x' END AS d, CASE WHEN done THEN name ELSE bio END AS e, CASE WHEN done THEN born ELSE made END AS f FROM people",
        "SELECT nullif(age, 0), nullif(name, 'x') AS a, nullif(bio, '') AS b, nullif(paid, 0::numeric) AS c, nullif(feels, 'ok') AS d, nullif(seen, now()) AS e, nullif(code, 'x') AS f FROM people",
        "SELECT nullif(1, 2.2) AS a, nullif(id, 1::int) AS b, nullif(age, 1.5) AS c, nullif(paid, 1) AS d, nullif(height, 1) AS e, nullif(weight, height) AS f, nullif(born, made) AS g FROM people",
        "SELECT name::varchar AS a, paid::numeric AS b, seen::timestamptz AS c, rounded(paid) AS d, greatest(NULL, name) AS e, coalesce(NULL, id) AS f, CASE WHEN true THEN 1 END AS g FROM people",
        "SELECT greatest(age, id), least(made, seen) AS l, greatest(name, code) AS g, greatest(paid, 1) AS p FROM people",
        "SELECT (SELECT name FROM people LIMIT 1) AS n, (SELECT count(*) FROM orders WHERE person_id = p.id) AS c, (SELECT p.name) AS o, ARRAY(SELECT id FROM orders) AS ids, ARRAY[1, 2.5] AS a, ARRAY['x'] AS b, ARRAY[p.feels] AS f, ARRAY[[1], [2]] AS g FROM people p",

        // Aggregates and windows
        "SELECT count(*), count(DISTINCT age) AS c, sum(age) AS a, sum(id) AS b, sum(paid) AS d, sum(height) AS e, sum(weight) AS f, sum(nap) AS g, avg(age) AS h, avg(paid) AS i, avg(height) AS j, avg(nap) AS k, stddev(age) AS l FROM people",
        "SELECT min(name), max(code) AS a, max(feels) AS b, max(seen) AS c, max(paid) AS d, max(born) AS e, max(rank) AS f, bool_and(done) AS g, max(nap) AS h, min(age) FILTER (WHERE done) AS i FROM people",
        "SELECT array_agg(id), array_agg(name) AS a, array_agg(name ORDER BY id DESC) AS b, array_agg(feels) AS c, array_agg(tags) AS d, string_agg(name, ',') AS e, string_agg(DISTINCT bio, ',' ORDER BY bio) AS f, jsonb_agg(id) AS g, json_agg(name) AS h, jsonb_object_agg(id, bio) AS i FROM people",
        "SELECT row_number() OVER (ORDER BY id), rank() OVER w AS r, ntile(4) OVER w AS n, lag(name) OVER w AS a, lead(paid, 1) OVER w AS b, first_value(feels) OVER w AS c, sum(age) OVER w AS d, percent_rank() OVER w AS e, last_value(nick) OVER w AS f FROM people WINDOW w AS (PARTITION BY age ORDER BY id)",
        "SELECT age, grouping(age), count(*) FROM people GROUP BY ROLLUP (age)",

        // Functions
        "SELECT length(name), lower(name) AS a, upper(bio) AS b, substring(name FROM 1 FOR 2), trim(bio), replace(name, 'a', 'b') AS c, concat(name, 1) AS d, split_part(bio, ',', 1) AS e, to_char(made, 'YYYY') AS f, md5(bio) AS g, left(name, 2) AS h, position('a' IN bio), format('%s', name) AS i, overlay(bio PLACING 'x' FROM 1) FROM people",
        "SELECT abs(age), round(paid), round(paid, 1) AS a, round(age) AS b, ceil(weight) AS c, floor(id) AS d, trunc(paid, 2) AS e, sqrt(paid) AS f, sqrt(age) AS g, power(2, 3) AS h, power(paid, 2) AS i, mod(age, 2) AS j, random() AS k, sign(age) AS l FROM people",
        "SELECT date_trunc('day', made), date_trunc('day', seen) AS a, date_trunc('day', born) AS b, date_part('year', made) AS c, age(made) AS d, now() AS e, to_timestamp(1) AS f, make_interval(days => 1) IS NULL AS h, date(made) AS i FROM people",
        "SELECT array_length(tags, 1) AS a, array_append(tags, 'x') AS b, array_to_string(tags, ',') AS c, string_to_array(bio, ',') AS d, unnest(tags) AS e, cardinality(tags) AS f, jsonb_build_object('a', 1) AS g, jsonb_array_length(extra) AS h, to_jsonb(name) AS i, jsonb_typeof(extra) AS j, encode(payload, 'hex') AS k, to_tsvector('english', bio) AS l, array_cat(tags, tags) AS m, md5('x')::uuid AS n FROM people",
        "SELECT hot_rank(coalesce(sum(total), 0), max(made)) AS rank, hot_rank(1, now()::timestamp), label('ok') FROM orders, people",
        "SELECT moods() AS m, nextval('people_id_seq') AS n, pg_typeof(1) AS t, num_nulls(1, NULL) AS u",
        "SELECT public.hot_rank(1, made) AS h, pg_catalog.now() AS n FROM people",
    ];

    /// <summary>Each has a column that is not known, and says nothing false of the others.</summary>
    public static IEnumerable<string> Unsure =>
    [
        "SELECT lower(nick) AS a, nick || 'x' AS b, max(nick) OVER () AS c, concat(title, 'x') AS d, title || 'x' AS e FROM people",
        "SELECT coalesce(nick, bio) AS a, id FROM people",
        "SELECT said || 'x' AS a, max(said) OVER () AS b, said::varchar AS c FROM people",
        "SELECT twice(1) AS a, twice('x') AS b, age FROM people",
        "SELECT (own).a, (own).b AS b, id FROM people",
        "SELECT * FROM pg_class",
        "SELECT relname, p.id FROM pg_class, people p",
        "SELECT extract(year FROM made) AS y FROM people",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY weight) AS m FROM people",
        "SELECT p FROM people p",
        "SELECT row_to_json(p) AS j, p AS whole FROM people p",
        "SELECT (SELECT name FROM people LIMIT 1), 1 AS one",
        "SELECT array_agg(rank) OVER () AS a, lag(rank) OVER () AS b FROM people",
        "SELECT * FROM moods()",
        "SELECT make_interval(days => 1) AS a",
        "SELECT id, name FROM orders INTERSECT SELECT order_id, name FROM lines",
        "SELECT coalesce(NULL, name) AS a, id FROM people",
        "SELECT CASE WHEN 1 = 1 THEN name END AS a, id FROM people",
        "SELECT nullif(rank, 1) AS a, nullif(1, height) AS b FROM people",
    ];
}
