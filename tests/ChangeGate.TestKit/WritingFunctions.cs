namespace ChangeGate.TestKit;

/// <summary>Functions that write, move a sequence or lock rows. Most are made to look as if they did not.</summary>
internal static class WritingFunctions
{
    private const string CallsF = "; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN g(); END $$";

    public static IEnumerable<CalledFunction> All => [.. InSql, .. InBlocks, .. BehindNames, .. BehindMarks];

    private static IEnumerable<CalledFunction> InSql =>
    [
        Sql("an INSERT", "INSERT INTO audit VALUES ('w'); SELECT 1::bigint"),
        Sql("an INSERT behind a comment that seems to go on", "SELECT 1; /* /* */ */ INSERT INTO audit VALUES ('w'); /* */ SELECT 1::bigint"),
        Sql("an INSERT behind a quote that seems open", "SELECT 'a''' AS \"it's\"; INSERT INTO audit VALUES ('''');  SELECT 1::bigint"),
        Sql("a line comment that a return ends", "SELECT 1; -- nothing\rDELETE FROM ledger;\rSELECT 1::bigint"),
        Sql("a table made by SELECT", "SELECT 1 AS x INTO made", "void"),
        Sql("a common table that inserts", "WITH w AS (INSERT INTO audit VALUES ('w') RETURNING note) SELECT count(*) FROM w"),
        Sql("a common table in another that deletes", "WITH a AS (SELECT 1), w AS (DELETE FROM ledger RETURNING id) SELECT count(*) FROM a"),
        Sql("rows that are locked", "SELECT id::bigint FROM ledger FOR UPDATE"),
        Sql("rows that are locked in a part", "SELECT count(*) FROM (SELECT id FROM ledger FOR NO KEY UPDATE) AS x"),
        Sql("rows that are shared", "SELECT count(*) FROM (SELECT id FROM ledger FOR KEY SHARE) AS x"),
        Sql("a sequence", "SELECT nextval('ticket')"),
        Sql("a sequence behind its schema", "SELECT \"pg_catalog\" . \"nextval\" ('ticket')"),
        Sql("a sequence set", "SELECT setval('ticket', 7)"),
        Sql("a large object", "SELECT lo_create(0)::bigint"),
        Sql("text run by a function", "SELECT length(query_to_xml('SELECT write_it()', true, true, '')::text)::bigint"),
        Sql("a call in a filter", "SELECT count(*) FILTER (WHERE write_it() = 1) FROM ledger"),
        Sql("a call in an order", "SELECT id::bigint FROM ledger ORDER BY write_it()"),
        Sql("a call behind DISTINCT ON", "SELECT DISTINCT ON (id) write_it()::bigint FROM ledger"),
        Sql("a call in capitals", "SELECT WRITE_IT()::bigint"),
        Sql("a call with all between", "SELECT public /* a */ . \"write_it\" -- b\n ()::bigint"),
        Sql("a call by escapes", "SELECT U&\"write\\005fit\"()::bigint"),
        Sql("a call in FROM", "SELECT w::bigint FROM ledger, ROWS FROM (write_it()) AS w"),
        Sql("a call in VALUES", "VALUES (write_it()::bigint)"),
        Sql("a temporary table", "CREATE TEMP TABLE t (a int); SELECT 1::bigint"),
        new("a body with escapes", false, @"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS E'SELECT write\x5fit()'"),
        new("a body of characters by number", false, @"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS U&'SELECT write\005fit()'"),
        new("a body in pieces", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT write'\n'_it()'"),
        new("a standard body that inserts", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC INSERT INTO audit VALUES ('w'); SELECT 1; END"),
        new("a standard body that calls", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT write_it(); END"),
        new("RETURN of a call", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN (SELECT write_it())"),
        new("the engine's own function under another name", false, "CREATE FUNCTION f(regclass DEFAULT 'ticket') RETURNS bigint LANGUAGE internal AS 'nextval_oid'"),
    ];

    private static IEnumerable<CalledFunction> InBlocks =>
    [
        Block("an INSERT in a block", "INSERT INTO audit VALUES ('w'); RETURN 1;"),
        Block("text put together", "EXECUTE format('INS%s INTO audit VALUES (1)', 'ERT'); RETURN 1;"),
        Block("text in dollar quotes", "EXECUTE $q$ INSERT INTO audit VALUES ($r$w$r$) $q$; RETURN 1;"),
        Block("rows of a text", "RETURN QUERY EXECUTE 'SELECT write_it()'; RETURN;", returns: "SETOF int"),
        Block("a loop over a text", "FOR n IN EXECUTE 'SELECT write_' || 'it()' LOOP NULL; END LOOP; RETURN 1;"),
        Block("a loop over a query", "FOR n IN SELECT write_it() LOOP NULL; END LOOP; RETURN 1;"),
        Block("a loop over rows returned by an INSERT", "FOR t IN INSERT INTO audit VALUES ('w') RETURNING note LOOP NULL; END LOOP; RETURN 1;", "t text;"),
        Block("a loop by steps", "FOR i IN 1..1 BY write_it() LOOP NULL; END LOOP; RETURN 1;"),
        Block("a loop over a list", "FOREACH n IN ARRAY ARRAY[write_it()] LOOP NULL; END LOOP; RETURN 1;"),
        Block("a PERFORM", "PERFORM write_it(); RETURN 1;"),
        Block("a PERFORM of a common table", "PERFORM write_it() FROM ledger WHERE id = 1; RETURN 1;"),
        Block("an assignment", "n := (SELECT write_it()); RETURN n;"),
        Block("an assignment to an element", "a[write_it()] := 1; RETURN 1;", "a int[];"),
        Block("a query into variables", "SELECT write_it() INTO n; RETURN n;"),
        Block("a common table into variables", "WITH w AS (INSERT INTO audit VALUES ('w') RETURNING 1) SELECT 1 INTO n FROM w; RETURN n;"),
        Block("a declaration", "RETURN m;", "m int DEFAULT write_it();"),
        Block("a condition", "IF write_it() = 1 THEN NULL; END IF; RETURN 1;"),
        Block("a condition of a loop", "WHILE write_it() = 2 LOOP NULL; END LOOP; RETURN 1;"),
        Block("a case", "CASE write_it() WHEN 1 THEN NULL; END CASE; RETURN 1;"),
        Block("an EXIT", "LOOP EXIT WHEN write_it() = 1; END LOOP; RETURN 1;"),
        Block("an ASSERT", "ASSERT write_it() = 1; RETURN 1;"),
        Block("a notice", "RAISE NOTICE '%', write_it(); RETURN 1;"),
        Block("the detail of a notice", "RAISE NOTICE USING MESSAGE = write_it()::text; RETURN 1;"),
        Block("a row that is returned", "RETURN NEXT write_it(); RETURN;", returns: "SETOF int"),
        Block("a cursor's query", "OPEN c; FETCH c INTO n; RETURN n;", "c CURSOR FOR SELECT write_it();"),
        Block("a cursor's argument", "OPEN c(write_it()); FETCH c INTO n; RETURN n;", "c CURSOR (k int) FOR SELECT k;"),
        Block("a cursor that a loop opens", "FOR r IN c(write_it()) LOOP NULL; END LOOP; RETURN 1;", "c CURSOR (k int) FOR SELECT k; r record;"),
        Block("a cursor's place", "OPEN c; FETCH RELATIVE write_it() FROM c INTO n; RETURN 1;", "c SCROLL CURSOR FOR SELECT 1;"),
        Block("a sequence in a part that is undone", "BEGIN PERFORM nextval('ticket'); RAISE EXCEPTION 'x'; EXCEPTION WHEN others THEN NULL; END; RETURN 1;"),
        Block("a handler", "BEGIN n := 1 / 0; EXCEPTION WHEN others THEN INSERT INTO audit VALUES ('w'); END; RETURN 1;"),
        Block("a TRUNCATE", "TRUNCATE ledger; RETURN 1;"),
        Block("a row locked", "PERFORM 1 FROM ledger FOR SHARE; RETURN 1;"),
        new("a procedure", false, "CREATE PROCEDURE p() LANGUAGE sql AS 'INSERT INTO audit VALUES (1)'; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN CALL p(); RETURN 1; END $$"),
    ];

    private static IEnumerable<CalledFunction> BehindNames =>
    [
        new("others in between", false, "CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT write_it()'; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT h()'" + CallsF),
        new("functions that call each other", false, """
            CREATE FUNCTION f(n int DEFAULT 2) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n = 0 THEN RETURN 0; END IF; RETURN g(n - 1); END $$;
            CREATE FUNCTION g(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n = 0 THEN RETURN write_it(); END IF; RETURN f(n); END $$
            """),
        new("a function by a name of the engine", false, """
            CREATE SCHEMA app; CREATE FUNCTION app.lower(text) RETURNS text LANGUAGE sql AS 'INSERT INTO public.audit VALUES ($1); SELECT $1';
            CREATE FUNCTION f() RETURNS text LANGUAGE sql SET search_path = app, pg_catalog AS $$ SELECT lower('X') $$
            """),
        new("another overload", false, """
            CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT $1'; CREATE FUNCTION g(text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT write_it()'
            """ + CallsF),
        new("a default of its own", false, "CREATE FUNCTION f(a bigint DEFAULT nextval('ticket')) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$"),
        new("a default of another", false, "CREATE FUNCTION g(a int DEFAULT write_it()) RETURNS int LANGUAGE sql AS 'SELECT 1 + a'" + CallsF),
        new("a default that was replaced", false, "CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN a; END $$; CREATE OR REPLACE FUNCTION f(a int DEFAULT write_it()) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN a; END $$"),
        new("a function that was replaced since", false, "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'" + CallsF + "; CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT write_it()'"),
        new("a function that was replaced under a condition", false, """
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT write_it()';
            DO $d$ BEGIN IF (SELECT count(*) FROM ledger) = 0 THEN CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; END IF; END $d$
            """),
        new("a function that a text replaced", false, """
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
            DO $d$ BEGIN EXECUTE replace('CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS ''SELECT #()''', '#', 'write_it'); END $d$
            """),
        new("a function that was renamed since", false, "CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT write_it(); END; ALTER FUNCTION write_it() RENAME TO other; CREATE FUNCTION write_it() RETURNS int LANGUAGE sql AS 'SELECT 1'" + CallsF),
        new("an aggregate", false, """
            CREATE FUNCTION keep(a int, b int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('w'); RETURN b; END $$; CREATE AGGREGATE newest (int) (sfunc = keep, stype = int);
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT newest(id) FROM ledger'
            """),
        new("an aggregate that the query calls itself", false, """
            CREATE FUNCTION keep(a int, b int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('w'); RETURN b; END $$; CREATE AGGREGATE newest (int) (SFUNC = keep, STYPE = int)
            """, "SELECT newest(id) FROM ledger"),
        new("an operator", false, "CREATE FUNCTION pair(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT write_it()'; CREATE OPERATOR === (function = pair, leftarg = int, rightarg = int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1 === 2'"),
        new("an operator that looks like the engine's", false, """
            CREATE FUNCTION pair(a text, b text) RETURNS int LANGUAGE sql AS 'SELECT write_it()'; CREATE OPERATOR + (procedure = pair, leftarg = text, rightarg = text);
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 'a'::text + 'b'::text $$
            """),
        new("a cast", false, """
            CREATE TYPE mood AS ENUM ('ok'); CREATE FUNCTION feel(int) RETURNS mood LANGUAGE plpgsql AS $$ BEGIN PERFORM write_it(); RETURN 'ok'; END $$; CREATE CAST (int AS mood) WITH FUNCTION feel(int);
            CREATE FUNCTION f() RETURNS mood LANGUAGE sql AS 'SELECT 1::mood'
            """),
        new("a cast that an assignment makes", false, """
            CREATE TYPE mood AS ENUM ('ok'); CREATE FUNCTION feel(int) RETURNS mood LANGUAGE plpgsql AS $$ BEGIN PERFORM write_it(); RETURN 'ok'; END $$; CREATE CAST (int AS mood) WITH FUNCTION feel(int) AS ASSIGNMENT;
            CREATE TABLE moods (feeling mood); CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ DECLARE m moods.feeling%TYPE; n int := 1; BEGIN m := n; RETURN 1; END $$
            """),
        new("a domain", false, "CREATE DOMAIN small AS int CHECK (write_it() = 1); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1::small::int'"),
        new("a domain of a variable", false, "CREATE DOMAIN small AS int; ALTER DOMAIN small ADD CONSTRAINT c CHECK (write_it() = 1); CREATE TABLE t (a small); CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ DECLARE v t.a%TYPE; BEGIN v := 1; RETURN v; END $$"),
        new("a view", false, "CREATE VIEW v AS SELECT write_it() AS a; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a FROM v'"),
        new("a view on a view", false, "CREATE VIEW u AS SELECT id, write_it() AS a FROM ledger; CREATE VIEW v AS TABLE u; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT sum(a) FROM v'"),
        new("a view that is named in a text", false, "CREATE VIEW v AS SELECT write_it() AS a; CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT table_to_xml('v'::regclass, true, true, '')::text $$"),
        new("a policy", false, """
            ALTER TABLE ledger ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON ledger USING (write_it() = 1);
            CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM ledger'; GRANT CREATE ON SCHEMA public TO pg_monitor; ALTER FUNCTION f() OWNER TO pg_monitor
            """),
        new("a function that looks like a column", false, "CREATE FUNCTION touched(ledger) RETURNS int LANGUAGE sql AS 'SELECT write_it()'; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT sum(l.touched) FROM ledger l'"),
    ];

    private static IEnumerable<CalledFunction> BehindMarks =>
    [
        new("rights of another", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public SET work_mem = '1MB' COST 1 PARALLEL SAFE AS 'SELECT write_it()'"),
        new("a mark in a comment", false, "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql /* STABLE */ AS $$ BEGIN INSERT INTO audit VALUES ('w'); RETURN 1; END $$ -- IMMUTABLE\n"),
        new("a mark in a default", false, "CREATE FUNCTION f(a text DEFAULT 'IMMUTABLE') RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (a); RETURN 1; END $$"),
        new("a mark as a name", false, "CREATE FUNCTION f(immutable int DEFAULT 1) RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('w'); RETURN 1; END $$"),
        new("a mark that was taken back", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql STABLE AS 'INSERT INTO audit VALUES (1); SELECT 1'; ALTER FUNCTION f() VOLATILE"),
        new("a stable function that calls", false, "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN write_it(); END $$"),
        new("an immutable function that calls", false, "CREATE FUNCTION f() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT write_it()'"),
        new("a stable function that takes of a sequence", false, "CREATE FUNCTION f() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN nextval('ticket'); END $$"),
        new("a stable function that runs a text", false, "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql STABLE AS $$ DECLARE n int; BEGIN EXECUTE 'SELECT write_' || 'it()' INTO n; RETURN n; END $$"),
        new("a stable function that reads a view", false, "CREATE VIEW v AS SELECT write_it() AS a; CREATE FUNCTION f() RETURNS int LANGUAGE sql STABLE AS 'SELECT a FROM v'"),
        new("a stable function that another calls", false, "CREATE FUNCTION g() RETURNS int LANGUAGE sql STABLE AS 'SELECT write_it()'" + CallsF),
    ];

    private static CalledFunction Sql(string name, string body, string returns = "bigint") => CalledFunction.Sql(name, false, body, returns);

    private static CalledFunction Block(string name, string body, string declare = "", string returns = "int") => CalledFunction.Block(name, false, body, declare, returns);
}
