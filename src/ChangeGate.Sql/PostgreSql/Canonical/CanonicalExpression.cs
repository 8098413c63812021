using System.Text;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>One spelling of an expression, as written and as the engine prints it back (pg_get_expr, pg_get_constraintdef).</summary>
internal static class CanonicalExpression
{
    // A parsed expression is as deep as its operators nest; what is longer is compared as text.
    private const int LongestExpression = 100_000;

    public static string Of(string text)
    {
        var parser = new StatementParser(text);
        Fill(parser, text);

        if (text.Length > LongestExpression || !parser.HasTokens)
        {
            return Normalized(text);
        }

        var expression = parser.ReadExpression();

        if (!parser.AtEnd)
        {
            parser.Fail("expected the end of the expression");
        }

        return parser.Failed ? Normalized(text) : CanonicalPrinter.Print(parser, expression);
    }

    private static void Fill(StatementParser parser, string text)
    {
        var lexer = new SqlLexer(text, 0, text.Length);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                parser.Append(token);
            }
        }
    }

    // The same tokens, with one space between them and unquoted words in lower case.
    private static string Normalized(string text)
    {
        var lexer = new SqlLexer(text, 0, text.Length);
        var normal = new StringBuilder(text.Length);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.IsTrivia)
            {
                continue;
            }

            normal.Append(normal.Length > 0 ? " " : "");
            var written = text.AsSpan(token.Start, token.Length);
            normal.Append(token.Kind == TokenKind.Word ? written.ToString().ToLowerInvariant() : written);
        }

        return normal.ToString();
    }
}
