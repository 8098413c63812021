using ChangeGate.Sql.Sqlite.Lexing;

namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class LexerTests
{
    [TestCase("'it''s'", "String")]
    [TestCase("\"a\"\"b\"", "QuotedName")]
    [TestCase("`a``b`", "QuotedName")]
    [TestCase("[a b]", "QuotedName")]
    [TestCase("x'0aF9'", "Blob")]
    [TestCase("1_000_000", "Integer")]
    [TestCase("0xFF_FF", "Integer")]
    [TestCase("1.5e-3", "Float")]
    [TestCase(".5", "Float")]
    [TestCase("größe$1", "Word")]
    [TestCase("?12", "Parameter")]
    [TestCase(":name", "Parameter")]
    [TestCase("$a::b", "Parameter")]
    [TestCase(" \v", "WhiteSpace")]
    [TestCase("->>", "DoubleArrow")]
    [TestCase("->", "Arrow")]
    [TestCase("||", "Concatenate")]
    [TestCase("/* open", "Comment")]
    [TestCase("-- one \r two", "Comment")]
    [TestCase("'open", "Illegal")]
    [TestCase("x'0'", "Illegal")]
    [TestCase("1_", "Illegal")]
    [TestCase("1__0", "Illegal")]
    [TestCase("0x", "Illegal")]
    [TestCase("\v", "Illegal")]
    public void A_token_is_taken_whole(string text, string kind)
    {
        var tokens = Lexer.Read("+" + text);

        Assert.That(tokens[1].Kind.ToString(), Is.EqualTo(kind));
        Assert.That(tokens[1].Length, Is.EqualTo(text.Length));
        Assert.That(tokens[2].Kind, Is.EqualTo(TokenKind.End));
    }

    [Test]
    public void A_slash_and_a_star_at_the_end_are_operators() =>
        Assert.That(Lexer.Read("/*").Select(token => token.Kind), Is.EqualTo(new[] { TokenKind.Slash, TokenKind.Star, TokenKind.End }));

    [TestCase("\"a\"\"b\"", "a\"b")]
    [TestCase("`a``b`", "a`b")]
    [TestCase("[a\"b]", "a\"b")]
    [TestCase("'a''b'", "a'b")]
    [TestCase("Plain", "Plain")]
    public void A_name_loses_its_quotes(string text, string name) => Assert.That(Lexer.Read(text)[0].NameOf(text), Is.EqualTo(name));
}
