using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>Places in a body, found by the words that the language looks for outside parentheses.</summary>
internal static class BodyTokens
{
    /// <summary>The semicolon that ends the statement here; the end where there is none.</summary>
    public static int FindEnd(this StatementParser body) => Find(body, body.Position, int.MaxValue, static token => token.Kind == TokenKind.Semicolon);

    public static int Find(this StatementParser body, Keyword keyword) => Find(body, body.Position, int.MaxValue, token => token.Keyword == keyword);

    public static int FindWord(this StatementParser body, string word) => Find(body, body.Position, int.MaxValue, token => IsWord(body, token, word));

    public static int Find(StatementParser body, int position, int end, Func<Token, bool> isIt)
    {
        var depth = 0;

        for (; position < end && body.TokenAt(position) is { Kind: not TokenKind.End } token; position++)
        {
            depth += token.Kind switch
            {
                TokenKind.LeftParenthesis or TokenKind.LeftBracket => 1,
                TokenKind.RightParenthesis or TokenKind.RightBracket => -1,
                _ => 0,
            };

            if (depth <= 0 && isIt(token))
            {
                return position;
            }
        }

        return position;
    }

    /// <summary>The current word, which need not be a keyword of SQL.</summary>
    public static bool IsWord(this StatementParser body, string word) => IsWord(body, body.Current, word);

    public static bool IsWord(StatementParser body, Token token, string word) =>
        token.Kind == TokenKind.Word && body.Text.AsSpan(token.Start, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase);
}
