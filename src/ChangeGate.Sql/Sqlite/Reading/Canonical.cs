using System.Text;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Reading;

/// <summary>One spelling for an expression, so that two texts can be compared. It works on tokens: what cannot be read keeps its text.</summary>
internal static class Canonical
{
    public static string Of(string expression)
    {
        var tokens = Lexer.Read(expression).Where(token => !token.IsTrivia && token.Kind != TokenKind.End).ToList();
        var first = 0;
        var last = tokens.Count - 1;
        var partners = Partners(tokens);

        while (first < last && partners[first] == last)
        {
            first++;
            last--;
        }

        var text = new StringBuilder(expression.Length);

        for (var index = first; index <= last; index++)
        {
            if (index > first && IsSpaced(tokens[index - 1].Kind, tokens[index].Kind))
            {
                text.Append(' ');
            }

            text.Append(Spelling(tokens[index], expression));
        }

        return text.ToString();
    }

    /// <summary>For each opening parenthesis the index of the one that closes it; -1 for all else.</summary>
    private static int[] Partners(List<Token> tokens)
    {
        var partners = new int[tokens.Count];
        var open = new Stack<int>();

        for (var index = 0; index < tokens.Count; index++)
        {
            partners[index] = -1;

            if (tokens[index].Kind == TokenKind.LeftParenthesis)
            {
                open.Push(index);
            }
            else if (tokens[index].Kind == TokenKind.RightParenthesis && open.TryPop(out var start))
            {
                partners[start] = index;
            }
        }

        return partners;
    }

    private static bool IsSpaced(TokenKind before, TokenKind after) =>
        before is not TokenKind.LeftParenthesis
        && after is not (TokenKind.RightParenthesis or TokenKind.Comma)
        && !(before == TokenKind.Dot && after is TokenKind.Word or TokenKind.QuotedName)
        && !(after == TokenKind.Dot && before is TokenKind.Word or TokenKind.QuotedName)
        && !(after == TokenKind.LeftParenthesis && before is TokenKind.Word or TokenKind.QuotedName);

    private static string Spelling(Token token, string text) => token.Kind switch
    {
        TokenKind.QuotedName => SqliteNames.Quote(token.NameOf(text).ToLowerInvariant()),
        TokenKind.Word or TokenKind.Blob or TokenKind.Integer or TokenKind.Float => text.Substring(token.Start, token.Length).ToLowerInvariant(),
        TokenKind.Equal => "=",
        TokenKind.NotEqual => "<>",
        _ => text.Substring(token.Start, token.Length),
    };
}
