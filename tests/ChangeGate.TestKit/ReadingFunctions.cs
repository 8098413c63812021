namespace ChangeGate.TestKit;

/// <summary>Functions that do no more than read, though some look otherwise. None says that it is STABLE but where its case is about that.</summary>
internal static class ReadingFunctions
{
    public static IEnumerable<CalledFunction> All =>
    [
        Sql("a constant", "SELECT 1::bigint"),
        Sql("a query", "SELECT count(*) FROM ledger WHERE note <> 'INSERT INTO audit'"),
        Sql("several queries", "SELECT 1; VALUES (2); TABLE ledger; SELECT 3::bigint"),
        Sql("common tables that read", "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3), s AS (SELECT * FROM t) SELECT count(*) FROM s AS u (m)"),
        Sql("values that differ each time", "SELECT (random() + extract(epoch FROM clock_timestamp()) + length(gen_random_uuid()::text))::bigint"),
        Sql("words that write in names, texts and comments", "SELECT count(\"update\") /* INSERT INTO audit */ FROM (SELECT 'DELETE FROM audit; EXECUTE' AS \"update\") AS x -- nextval('ticket')\n"),
        Sql("a body in dollar quotes that holds some", "SELECT length($x$ INSERT INTO audit VALUES ('w'); $x$)::bigint"),
        Sql("joins, windows and lists", "SELECT count(*) FILTER (WHERE l.id IN (1, 2)) OVER (PARTITION BY (l.note)) FROM ledger l JOIN (SELECT 1 AS id) AS o USING (id) LEFT JOIN LATERAL (SELECT 1) q ON (true) GROUP BY l.id, l.note"),
        new("a body with escapes", true, @"CREATE FUNCTION f() RETURNS text LANGUAGE sql AS E'SELECT \'it\\\\s\' || $$ DELETE $$'"),
        new("a body with doubled quotes", true, "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''UPDATE ledger'''"),
        new("a standard body", true, "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT count(*) FROM ledger; END"),
        new("RETURN without a block", true, "CREATE FUNCTION f(a int DEFAULT plain(1)) RETURNS int LANGUAGE sql RETURN a + plain(2)"),
        new("a function that calls others", true, "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT plain(3)'; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM g(); RETURN public.g(); END $$"),
        new("functions that call each other", true, """
            CREATE FUNCTION f(n int DEFAULT 3) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n = 0 THEN RETURN 0; END IF; RETURN g(n - 1); END $$;
            CREATE FUNCTION g(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN f(n); END $$
            """),
        new("a view", true, "CREATE VIEW v AS SELECT id, plain(id) AS more FROM ledger; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT sum(more) FROM v'"),
        new("a policy that reads", true, """
            ALTER TABLE ledger ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON ledger FOR UPDATE USING (plain(id) > 0);
            CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT count(*) FROM ledger'
            """),
        new("an aggregate of its own", true, """
            CREATE FUNCTION more(a bigint, b int) RETURNS bigint LANGUAGE sql AS 'SELECT a + b'; CREATE AGGREGATE total (int) (sfunc = more, stype = bigint, initcond = '0');
            CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT total(id) FROM ledger'
            """),
        new("a domain whose condition reads", true, "CREATE DOMAIN small AS int CHECK (plain(VALUE) < 100); CREATE FUNCTION f() RETURNS small LANGUAGE plpgsql AS $$ DECLARE v small := 1; BEGIN RETURN v; END $$"),
        new("an operator whose function reads", true, """
            CREATE FUNCTION pair(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a || b'; CREATE OPERATOR === (function = pair, leftarg = text, rightarg = text);
            CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'a' === 'b' $$
            """),
        new("a column by the name of a trigger's function", true, """
            CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM audit; RETURN NEW; END $$;
            CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT touched FROM (SELECT 1::text AS touched) AS x'
            """),
        new("a stable function", true, "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) + plain(1) FROM ledger'"),
        new("a function that was replaced by one that reads", true, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'INSERT INTO audit VALUES (1); SELECT 1'; CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
        new("rows written under a condition before", true, "DO $$ BEGIN IF EXISTS (SELECT FROM ledger) THEN DELETE FROM ledger; END IF; END $$; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT plain(1)'"),
        Block("assignments and conditions", "n := 1; IF (n > 0) THEN n = n + 2; ELSIF n IS NULL THEN NULL; ELSE n := 3; END IF; RETURN (n);"),
        Block("variables that a query fills", "SELECT id INTO STRICT n FROM ledger LIMIT 1; SELECT count(*), 2 FROM ledger INTO m, n; RETURN n;", "m bigint;"),
        Block("loops", "FOR r IN SELECT * FROM ledger LOOP n := r.id; END LOOP; FOR i IN REVERSE 3..1 BY 1 LOOP CONTINUE WHEN i = 2; END LOOP; WHILE (n < 5) LOOP n := n + 1; EXIT WHEN (n > 3); END LOOP; RETURN n;", "r record;"),
        Block("lists", "FOREACH n IN ARRAY a LOOP PERFORM (n); END LOOP; a[2] := 7; RETURN a[2];", "a int[] := ARRAY[1, 2];"),
        Block("cursors", "OPEN c; FETCH NEXT FROM c INTO n; CLOSE c; FOR r IN c LOOP n := r.id; END LOOP; RETURN n;", "c CURSOR FOR SELECT id FROM ledger; r record;"),
        Block("errors that are caught", "BEGIN n := 1 / 0; EXCEPTION WHEN division_by_zero OR others THEN GET STACKED DIAGNOSTICS t = MESSAGE_TEXT; RAISE NOTICE 'DELETE % %', t, plain(1); END; RETURN 1;", "t text;"),
        Block("an error that is raised", "IF n = 2 THEN RAISE EXCEPTION 'it can''t INSERT' USING HINT = lower('X'); END IF; ASSERT (1 = 1), 'm'; RETURN 1;"),
        Block("cases", "CASE n WHEN 1, 2 THEN NULL; ELSE n := CASE WHEN true THEN 1 ELSE 2 END; END CASE; RETURN n;"),
        Block("rows that are returned", "RETURN QUERY SELECT id FROM ledger; RETURN NEXT (3); RETURN;", returns: "SETOF int"),
        Block("an identifier of random letters", "LOOP n := get_byte(sha256(random()::text::bytea), 0) & 31; t := t || substr('abcdefghijklmnopqrstuvwxyz012345', n + 1, 1); IF length(t) = 12 THEN RETURN t; END IF; END LOOP;", "t text := '';", "text"),
    ];

    private static CalledFunction Sql(string name, string body) => CalledFunction.Sql(name, true, body);

    private static CalledFunction Block(string name, string body, string declare = "", string returns = "int") => CalledFunction.Block(name, true, body, declare, returns);
}
