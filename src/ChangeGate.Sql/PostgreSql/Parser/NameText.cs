using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Names inside string constants, as the engine's <c>regclass</c> reads them.</summary>
internal static class NameText
{
    /// <summary>Null where the text is no name.</summary>
    public static ObjectName? Parse(string text)
    {
        var lexer = new SqlLexer(text, 0, text.Length);
        var parser = new StatementParser(text);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                // Keywords are names here like any other.
                parser.Append(token with { Keyword = Keyword.NoKeyword });
            }
        }

        var name = parser.ReadQualifiedName();
        return parser.Failed || !parser.AtEnd ? null : name;
    }
}
