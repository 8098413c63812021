using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;

namespace ChangeGate.Tests.Rehearsals;

internal sealed class ConditionTests
{
    private static readonly Dictionary<string, object?> Row = new()
    {
        ["a"] = 5m,
        ["b"] = 7m,
        ["nothing"] = null,
        ["name"] = "Ada",
        ["kind"] = "x",
        ["flag"] = true,
        ["day"] = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Unspecified),
        ["odd"] = Unknown.Value,
        ["doc"] = new JsonText("[1]"),
    };

    [TestCase("a > 0", true)]
    [TestCase("((a > (0)::numeric) AND (a < b))", true)]
    [TestCase("a + b * 2 = 19", true)]
    [TestCase("a BETWEEN 6 AND 8", false)]
    [TestCase("a NOT BETWEEN 6 AND 8", true)]
    [TestCase("nothing > 1", null)]
    [TestCase("nothing IS NULL OR a > 100", true)]
    [TestCase("nothing IS NOT NULL", false)]
    [TestCase("odd IS NOT NULL", true)]
    [TestCase("flag", true)]
    [TestCase("NOT flag", false)]
    [TestCase("flag IS TRUE", true)]
    [TestCase("kind IN ('x', 'y')", true)]
    [TestCase("kind NOT IN ('x', 'y')", false)]
    [TestCase("((kind)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))", true)]
    [TestCase("kind = ANY ('{y,z}'::text[])", false)]
    [TestCase("kind <> ALL (ARRAY['y'::text, 'z'::text])", true)]
    [TestCase("length(name) <= 3 AND char_length(btrim(name)) > 0", true)]
    [TestCase("name LIKE 'A%'", true)]
    [TestCase("name ~~ '_da'::text", true)]
    [TestCase("name ~ '^[A-Z][a-z]+$'", true)]
    [TestCase("name !~ 'A'", false)]
    [TestCase("lower(name) = 'ada'", true)]
    [TestCase("num_nonnulls(a, b, nothing) = 2", true)]
    [TestCase("coalesce(nothing, a) = 5", true)]
    [TestCase("day < '2002-01-01'::date", true)]
    [TestCase("day < now()", true)]
    [TestCase("day < (CURRENT_TIMESTAMP + '1 day'::interval)", true)]
    [TestCase("jsonb_typeof(doc) = 'object'", false)]
    [TestCase("CASE WHEN kind = 'x' THEN a = 5 ELSE a IS NULL END", true)]
    [TestCase("(kind = 'y'::public.kind AND a = 1) OR (kind = 'x'::public.kind AND num_nonnulls(nothing) = 0)", true)]
    [TestCase("nothing IS DISTINCT FROM 5", true)]
    public void A_condition_comes_to_what_the_engine_says(string text, bool? result)
    {
        var read = ConditionParser.Read(text, Dialect.PostgreSql, Row.ContainsKey);

        Assert.That(read, Is.Not.Null);
        Assert.That(new Evaluation(name => Row[name]).Of(read!), Is.EqualTo(result));
    }

    [TestCase("odd > 1")]
    [TestCase("my_own_function(a) > 1")]
    [TestCase("doc -> 'a' = '1'")]
    [TestCase("name ~ '(?<!a)b'")]
    public void What_is_not_known_is_neither_true_nor_false(string text)
    {
        var read = ConditionParser.Read(text, Dialect.PostgreSql, Row.ContainsKey);

        Assert.That(new Evaluation(name => Row[name]).Of(read!), Is.SameAs(Unknown.Value));
    }

    [TestCase("a >")]
    [TestCase("EXISTS (SELECT 1)")]
    [TestCase("unheard_of = 1")]
    [TestCase("'unfinished")]
    public void What_cannot_be_read_is_said_to_be_so(string text) => Assert.That(ConditionParser.Read(text, Dialect.PostgreSql, Row.ContainsKey), Is.Null);

    [TestCase("^[a-z0-9]{3,8}$")]
    [TestCase("^(draft|sent)$")]
    [TestCase(@"^\+?[0-9]{7,15}$")]
    [TestCase(@"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]
    [TestCase("^#[0-9a-fA-F]{6}$")]
    [TestCase("^[[:alpha:]][[:digit:]]*$")]
    [TestCase("^https?://")]
    public void A_sample_matches_its_pattern(string pattern) =>
        Assert.That(PatternSample.Of(pattern, 1), Does.Match(pattern.Replace("[:alpha:]", "a-z", StringComparison.Ordinal).Replace("[:digit:]", "0-9", StringComparison.Ordinal)));
}
