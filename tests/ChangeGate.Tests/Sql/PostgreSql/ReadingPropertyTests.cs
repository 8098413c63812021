using ChangeGate.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class ReadingPropertyTests
{
    private static readonly string[] Statements =
    [
        "CREATE TABLE t (id serial PRIMARY KEY, a text DEFAULT 'x' CHECK (a <> ''), b int REFERENCES o (id));",
        "ALTER TABLE s.t ADD COLUMN c int, DROP COLUMN d CASCADE, ALTER e TYPE bigint USING e::bigint;",
        "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x JOIN LATERAL (SELECT 1) y ON true;",
        "DO $$ DECLARE r record; BEGIN FOR r IN SELECT 1 LOOP EXECUTE 'DROP TABLE x'; END LOOP; END $$;",
        "CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;",
        "SELECT a, count(*) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t GROUP BY ROLLUP (a);",
        "CREATE INDEX i ON t USING gin ((a ->> 'b') gin_trgm_ops) WHERE c BETWEEN 1 AND 2;",
        "GRANT SELECT ON ALL TABLES IN SCHEMA s TO PUBLIC; COMMENT ON COLUMN a.b IS E'x\\'y';",
    ];

    private static readonly char[] Separators = [' '];

    [Test]
    public void Broken_statements_are_values_within_the_text_and_in_order() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Mutations().ToArbitrary(), IsReadInOrder));

    [Test]
    public void Arbitrary_text_is_read_too() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || IsReadInOrder(text)));

    [Test]
    public void A_canonical_expression_stays_as_it_is() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Expressions(4).ToArbitrary(), text =>
        {
            var once = PostgreSqlScript.Dialect.Canonicalize(text);
            return PostgreSqlScript.Dialect.Canonicalize(once) == once && PostgreSqlScript.Dialect.Canonicalize($"(({text}))") == once;
        }));

    private static bool IsReadInOrder(string sql)
    {
        var end = 0;

        foreach (var statement in PostgreSqlScript.Read(sql))
        {
            Assert.That(statement.Span.Start, Is.GreaterThanOrEqualTo(end));
            Assert.That(statement.Span.End, Is.LessThanOrEqualTo(sql.Length));
            Assert.That(statement.Changes.Select(change => change.Span).All(span => Contains(statement.Span, span)), Is.True);
            end = statement.Span.End;
        }

        return true;
    }

    private static bool Contains(Span outer, Span inner) => inner.Start >= outer.Start && inner.End <= outer.End;

    // A statement with a word taken out, doubled or moved in from another.
    private static Gen<string> Mutations() =>
        from one in Gen.Elements(Statements)
        from other in Gen.Elements(Statements)
        from at in Gen.Choose(0, 40)
        from start in Gen.Choose(0, 40)
        from how in Gen.Choose(0, 2)
        select Mutate([.. one.Split(Separators)], other.Split(Separators), new(at, start, how));

    private static string Mutate(List<string> words, string[] others, Mutation mutation)
    {
        var at = mutation.At % words.Count;

        switch (mutation.How)
        {
            case 0:
                words.RemoveAt(at);
                break;
            case 1:
                words.Insert(at, words[at]);
                break;
            default:
                words[at] = others[mutation.From % others.Length];
                break;
        }

        return string.Join(' ', words);
    }

    private static Gen<string> Expressions(int depth)
    {
        var leaf = Gen.Elements("a", "t.\"B\"", "1", "-2.50", "'x''y'", "'{\"a\": 1}'::jsonb", "true", "NULL", "now()", "CURRENT_DATE", "ARRAY[1, 2]", "interval '1 day'",
            "'007'", "B'01'", "X'1f'", "1e3", "'t'::boolean", "date '2020-01-01'", "ROW(1, a)", "(SELECT max(x.id) FROM x WHERE x.a = 1)", "E'\\n'", "'{\\ \"a b\"}'");

        if (depth == 0)
        {
            return leaf;
        }

        var inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            from left in inner from right in inner from sign in Gen.Elements("+", "=", "AND", "OR", "||", "<>", "->>", "*", "IS DISTINCT FROM", "LIKE", "/", "-", "IS NOT DISTINCT FROM", "NOT SIMILAR TO", "OPERATOR(s.+)", "^") select $"({left}) {sign} ({right})",
            from value in inner from item in inner select $"({value}) IN ({item}, 2, 'z')",
            from value in inner from low in inner select $"({value}) NOT BETWEEN ({low}) AND 9",
            from value in inner from type in Gen.Elements("text", "int", "\"My\"", "numeric(5, 2)", "timestamptz", "boolean", "public.kind[]", "bigint", "interval") select $"CAST({value} AS {type})",
            from value in inner from sign in Gen.Elements("NOT", "-", "+", "@") select $"{sign} ({value})",
            from value in inner from other in inner select $"({value}, 1) IN ((1, 2), ({other}, a))",
            from value in inner from other in inner from all in Gen.Elements("= ANY", "<> ALL", "LIKE ANY") select $"({value}) {all} ({other})",
            from value in inner from item in inner select $"({value}) NOT IN (SELECT {item} FROM x)",
            from value in inner from low in inner select $"({value}) BETWEEN SYMMETRIC ({low}) AND a",
            from value in inner from other in inner select $"substring(({value}) from 2) LIKE ({other}) ESCAPE '!'",
            from value in inner from other in inner select $"position(({value}) in ({other})) IS NOT NULL",
            from value in inner select $"coalesce({value}, lower({value})) COLLATE \"C\"",
            from value in inner select $"CASE WHEN {value} THEN extract(year FROM ({value})) END",
            from value in inner select $"trim(both from ({value})) AT TIME ZONE 'utc'",
            from value in inner select $"({value})[1]");
    }

    private readonly record struct Mutation(int At, int From, int How);
}
