namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>psql's own commands, as far as it matters where they end and whether they send the query before them.</summary>
internal static class MetaCommandScanner
{
    public static int FindEnd(string text, int backslash, int end)
    {
        if (backslash + 1 < end && text[backslash + 1] is '\\' or ';' or ':')
        {
            return backslash + 2;
        }

        var lineEnd = LineEnd(text, backslash, end);

        if (TakesWholeLine(NameOf(text, backslash, lineEnd)))
        {
            return lineEnd;
        }

        for (var index = backslash + 1; index < lineEnd; index++)
        {
            if (text[index] is '\'' or '"' or '`')
            {
                var close = text.AsSpan(index + 1, lineEnd - index - 1).IndexOf(text[index]);
                index = close < 0 ? lineEnd : index + 1 + close;
            }
            else if (text[index] == '\\' && index + 1 < lineEnd && text[index + 1] == '\\')
            {
                return index + 2;
            }
        }

        return lineEnd;
    }

    public static ReadOnlySpan<char> NameOf(string text, int backslash, int end)
    {
        var index = backslash + 1;

        while (index < end && !SqlLexer.IsSpace(text[index]) && text[index] != '\\')
        {
            index++;
        }

        return text.AsSpan(backslash + 1, index - backslash - 1);
    }

    /// <summary>The command sends the query that stands before it, or throws it away: the statement ends there.</summary>
    public static bool EndsStatement(ReadOnlySpan<char> name) =>
        name is ";" or "g" or "gx" or "gdesc" or "gexec" or "gset" or "watch" or "crosstabview" or "parse" or "bind" or "bind_named"
            or "sendpipeline" or "r" or "reset"
        || name.StartsWith("g(", StringComparison.Ordinal);

    private static bool TakesWholeLine(ReadOnlySpan<char> name) =>
        name is "!" or "copy" or "h" or "help" or "ef" or "ev" or "sf" or "sf+" or "sv" or "sv+" || name.StartsWith("!", StringComparison.Ordinal);

    private static int LineEnd(string text, int index, int end)
    {
        var length = text.AsSpan(index, end - index).IndexOfAny('\n', '\r');
        return length < 0 ? end : index + length;
    }
}
