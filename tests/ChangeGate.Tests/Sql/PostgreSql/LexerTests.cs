using System.Text;
using ChangeGate.Sql.PostgreSql.Lexer;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class LexerTests
{
    private static readonly string[] Fragments =
    [
        "SELECT", " ", "\n", "'", "''", "\"", "$$", "$tag$", "$1", "--", "/*", "*/", "E'\\''", "U&\"d\\0061t\"", "\\.", "\\gexec", ";", "(", ")",
        "COPY t FROM stdin;", "BEGIN ATOMIC", "END", "CASE", "CREATE FUNCTION f() ", "CREATE RULE r AS DO (", "0x1F", "1_000.5e-3", "1a", "+-", "@-", "::",
        ":=", "..", "é", "\0", "\uD800", "[", "]", ",", ".", "UESCAPE '!'", "x'1'", "not", "\r\n", "\\;",
    ];

    [Test]
    public void Tokens_lie_side_by_side_and_are_the_text()
    {
        var texts = Gen.Elements(Fragments).ArrayOf().Select(string.Concat).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(texts, text => Print(text) == text));
    }

    [Test]
    public void Arbitrary_text_is_never_lost_and_never_thrown_at() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || Print(text) == text));

    [TestCase("'it''s'", "it's")]
    [TestCase("'a'\n -- comment\n 'b'", "ab")]
    [TestCase("E'a\\n\\x41\\u0042\\101'", "a\nABA")]
    [TestCase("U&'d\\0061t\\+000061'", "data")]
    [TestCase("U&'d!0061t!+000061' UESCAPE '!'", "data")]
    [TestCase("$$a'b$$", "a'b")]
    [TestCase("$q$a$$b$q$", "a$$b")]
    [TestCase("N'x'", "x")]
    public void A_string_constant_says(string sql, string value) => Assert.That(ValueOf(sql), Is.EqualTo(value));

    [TestCase("a+-b", "a|+|-|b")]
    [TestCase("a@-b", "a|@-|b")]
    [TestCase("a<=-b", "a|<=|-|b")]
    [TestCase("a*/*c*/b", "a|*|/*c*/|b")]
    [TestCase("a+--c", "a|+|--c")]
    [TestCase("1..10", "1|..|10")]
    [TestCase("a$b$c", "a$b$c")]
    [TestCase("/* /* */ */x", "/* /* */ */|x")]
    [TestCase("a::int", "a|::|int")]
    [TestCase("x'1F'y", "x'1F'|y")]
    public void Text_is_cut_as_the_engine_cuts_it(string sql, string pieces) =>
        Assert.That(string.Join('|', Tokens(sql).Select(token => sql.Substring(token.Start, token.Length))), Is.EqualTo(pieces));

    [TestCase("1a")]
    [TestCase("0x")]
    [TestCase("1_")]
    [TestCase("'never ends")]
    [TestCase("/* never ends")]
    [TestCase("$a$ never ends $b$")]
    [TestCase("\"\"")]
    [TestCase("$1a")]
    public void What_the_engine_refuses_is_invalid(string sql) =>
        Assert.That(Tokens(sql).Select(token => token.Kind), Has.Some.EqualTo(TokenKind.Invalid));

    private static string ValueOf(string sql)
    {
        var parser = new ChangeGate.Sql.PostgreSql.Parser.StatementParser(sql);

        foreach (var token in Tokens(sql).Where(token => !token.IsTrivia))
        {
            parser.Append(token);
        }

        return TokenText.Value(sql, parser.Current);
    }

    private static List<Token> Tokens(string sql)
    {
        var lexer = new ScriptLexer(sql);
        var tokens = new List<Token>();

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            tokens.Add(token);
        }

        return tokens;
    }

    private static string Print(string sql)
    {
        var text = new StringBuilder();

        foreach (var token in Tokens(sql))
        {
            Assert.That(token.Start, Is.EqualTo(text.Length));
            text.Append(sql, token.Start, token.Length);
        }

        return text.ToString();
    }
}
