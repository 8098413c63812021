namespace ChangeGate.Sql.Sqlite.Lexing;

internal static class TokenText
{
    /// <summary>The name that an identifier or a string stands for: without its quotes, doubled quotes made single.</summary>
    public static string NameOf(this Token token, string text)
    {
        if (token.Kind is not (TokenKind.QuotedName or TokenKind.String))
        {
            return text.Substring(token.Start, token.Length);
        }

        var quote = text[token.Start];
        var inner = text.Substring(token.Start + 1, token.Length - 2);
        return quote == '[' ? inner : inner.Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
    }
}
