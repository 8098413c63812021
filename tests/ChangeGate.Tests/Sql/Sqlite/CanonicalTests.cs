namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class CanonicalTests
{
    [TestCase("( (A  +\n\"b\") )", "a + b")]
    [TestCase("(a) + (b)", "(a) + (b)")]
    [TestCase("lower ( `Name` )", "lower(name)")]
    [TestCase("a==B AND [c d] != 'It''s'", "a = b and \"c d\" <> 'It''s'")]
    [TestCase("x'0A' /* comment */ || \"select\"", "x'0a' || \"select\"")]
    [TestCase("main . t . a IN (1,2)", "main.t.a in(1, 2)")]
    [TestCase("((", "((")]
    [TestCase("", "")]
    [TestCase("'open", "'open")]
    public void Spellings_of_one_expression_become_one(string expression, string canonical) =>
        Assert.That(SqliteScript.Dialect.Canonicalize(expression), Is.EqualTo(canonical));

    [TestCase("plain", "plain")]
    [TestCase("Mixed_1", "Mixed_1")]
    [TestCase("order", "\"order\"")]
    [TestCase("key", "\"key\"")]
    [TestCase("true", "\"true\"")]
    [TestCase("two words", "\"two words\"")]
    [TestCase("a\"b", "\"a\"\"b\"")]
    [TestCase("1st", "\"1st\"")]
    [TestCase("größe", "\"größe\"")]
    [TestCase("", "\"\"")]
    public void A_name_is_quoted_where_it_has_to_be(string name, string quoted) =>
        Assert.That(SqliteScript.Dialect.Quote(name), Is.EqualTo(quoted));
}
