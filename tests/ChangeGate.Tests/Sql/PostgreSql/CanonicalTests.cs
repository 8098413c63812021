using ChangeGate.Changes;
using ChangeGate.Sql;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class CanonicalTests
{
    private static readonly ISqlDialect PostgreSql = SqlDialects.For(Dialect.PostgreSql);

    // Left as a migration writes it, right as pg_get_expr or pg_get_constraintdef prints it.
    [TestCase("'draft'", "'draft'::character varying")]
    [TestCase("'{}'", "'{}'::text[]")]
    [TestCase("NULL", "NULL::character varying")]
    [TestCase("-1", "'-1'::integer")]
    [TestCase("'0'", "0")]
    [TestCase("date '2020-01-01'", "'2020-01-01'::date")]
    [TestCase("'1970-01-01 00:00:01+00:00'", "'1970-01-01 00:00:01'::timestamp without time zone")]
    [TestCase("interval '1 week'", "'7 days'::interval")]
    [TestCase("interval '90 minutes'", "'01:30:00'::interval")]
    [TestCase("total>=0", "(total >= (0)::numeric)")]
    [TestCase("LOWER(name)", "lower((name)::text)")]
    [TestCase("status IN ('a','b')", "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))")]
    [TestCase("status NOT IN ('a', 'b')", "(status <> ALL (ARRAY['a'::text, 'b'::text]))")]
    [TestCase("kind in ('a')", "(kind = 'a'::text)")]
    [TestCase("a BETWEEN 1 AND 5", "((a >= 1) AND (a <= 5))")]
    [TestCase("email LIKE '%@%'", "((email)::text ~~ '%@%'::text)")]
    [TestCase("a != 1 AND b IS NOT NULL AND NOT c", "((a <> 1) AND (b IS NOT NULL) AND (NOT c))")]
    [TestCase("now() at time zone 'utc'", "timezone('utc'::text, now())")]
    [TestCase("data->>'id'", "(data ->> 'id'::text)")]
    [TestCase("(a + b) * c", "((a + b) * c)")]
    [TestCase("a + b + c", "((a + b) + c)")]
    [TestCase("CAST(a AS int8)", "(a)::bigint")]
    [TestCase("price * quantity", "(price * (quantity)::numeric)")]
    [TestCase("CASE WHEN a THEN 'x' END", "CASE WHEN a THEN 'x'::text ELSE NULL::text END")]
    [TestCase("trim(name) <> ''", "(btrim((name)::text) <> ''::text)")]
    [TestCase("NOT (kind IN ('a', 'b', other))", "(NOT ((kind = ANY (ARRAY['a'::text, 'b'::text])) OR (kind = other)))")]
    [TestCase("a NOT IN (SELECT id FROM b)", "(NOT (a IN ( SELECT id FROM b)))")]
    [TestCase("a::numeric / b / 2.5", "(((a)::numeric / b) / 2.5)")]
    [TestCase("X'1F'", "'00011111'::\"bit\"")]
    [TestCase("'yes'::boolean", "true")]
    public void What_is_written_and_what_the_engine_prints_are_one(string written, string printed) =>
        Assert.That(PostgreSql.Canonicalize(written), Is.EqualTo(PostgreSql.Canonicalize(printed)));

    [TestCase("a + b * c", "(a + b) * c")]
    [TestCase("a", "b")]
    [TestCase("'a'", "'A'")]
    [TestCase("a > 1", "a >= 1")]
    [TestCase("NOT (a AND b)", "(NOT a) AND b")]
    [TestCase("a / b", "a::numeric / b")]
    [TestCase("lower(a)", "upper(a)")]
    [TestCase("a IN (1, 2)", "a IN (2, 1)")]
    [TestCase("\"A\"", "a")]
    [TestCase("'007'", "'7'")]
    public void What_means_something_else_stays_apart(string one, string other) =>
        Assert.That(PostgreSql.Canonicalize(one), Is.Not.EqualTo(PostgreSql.Canonicalize(other)));

    [TestCase("")]
    [TestCase("a +")]
    [TestCase("'unclosed")]
    [TestCase("RANGE (made)")]
    [TestCase("SELECT 1 FROM")]
    public void What_is_no_expression_keeps_its_words(string text) => Assert.That(() => PostgreSql.Canonicalize(text), Throws.Nothing);

    [TestCase("{0} BETWEEN 1 AND 2", 300)]
    [TestCase("{0} IN (1, 2)", 300)]
    [TestCase("NOT {0}", 350)]
    [TestCase("{0}::int::kind", 350)]
    public void Nesting_costs_no_more_than_its_text(string form, int depth)
    {
        var text = "1";

        for (var level = 0; level < depth; level++)
        {
            text = $"({string.Format(null, form, text)})";
        }

        var canonical = PostgreSql.Canonicalize(text);

        Assert.That(PostgreSql.Canonicalize(canonical), Is.EqualTo(canonical));
    }
}
