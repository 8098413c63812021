using System.Text;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class Canonical
{
    public static string Expression(string text)
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
            normal.Append(token.Kind == TokenKind.Word ? TokenText.Identifier(text, token) : text.Substring(token.Start, token.Length));
        }

        return normal.ToString();
    }
}
