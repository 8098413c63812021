using System.Text;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>One spelling for an expression and for what pg_get_expr makes of it. What cannot be read as an expression keeps its tokens.</summary>
internal static class Canonical
{
    public static string Expression(string text)
    {
        var parser = new StatementParser(text);
        var lexer = new SqlLexer(text, 0, text.Length);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                parser.Append(token);
            }
        }

        var tree = parser.ReadExpression();

        return parser.Failed || !parser.AtEnd || tree.Kind == SyntaxKind.Missing
            ? Tokens(text, new Span(0, text.Length))
            : new CanonicalPrinter(parser).Print(tree);
    }

    public static string Tokens(string text, Span span)
    {
        var lexer = new SqlLexer(text, span.Start, span.End);
        var normal = new StringBuilder(span.Length);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.IsTrivia)
            {
                continue;
            }

            normal.Append(normal.Length > 0 ? " " : "");
            normal.Append(token.Kind == TokenKind.Word ? TokenText.Identifier(text, token) : text.Substring(token.Start, token.Length));
        }

        return normal.ToString();
    }
}
