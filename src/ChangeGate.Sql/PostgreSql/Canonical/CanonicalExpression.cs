using System.Text;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>One spelling of an expression, as written and as the engine prints it back (pg_get_expr, pg_get_constraintdef). What is canonical stays as it is.</summary>
internal static class CanonicalExpression
{
    /// <summary>A parsed expression is as deep as its operators nest; what is longer is compared as text.</summary>
    public const int Longest = 100_000;

    public static string Of(string text)
    {
        if (text.Length <= Longest)
        {
            return Read(text) ?? Normalized(text);
        }

        var normal = Normalized(text);
        return normal.Length <= Longest ? Read(normal) ?? normal : normal;
    }

    // Null where the text is no expression, or one that would not be read again as it was printed.
    private static string? Read(string text)
    {
        if (Print(text) is not { } printed)
        {
            return null;
        }

        return printed.IsFamiliar || Print(printed.Text)?.Text == printed.Text ? printed.Text : null;
    }

    private static CanonicalPrinter.Result? Print(string text)
    {
        var parser = new StatementParser(text);
        parser.AppendAll(0, text.Length);

        if (!parser.HasTokens)
        {
            return null;
        }

        var expression = parser.ReadExpression();

        if (!parser.AtEnd)
        {
            parser.Fail("expected the end of the expression");
        }

        return parser.Failed || new CanonicalTree(parser).Of(expression) is not { } tree ? null : CanonicalPrinter.TextOf(tree);
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
