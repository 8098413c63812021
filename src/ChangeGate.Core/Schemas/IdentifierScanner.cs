using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>A word or a quoted identifier in a text, with what stands around it.</summary>
/// <param name="Name">Unquoted, and folded as the engine would.</param>
/// <param name="Qualifier">The identifier before the dot before it; null where there is none.</param>
internal readonly record struct IdentifierToken(int Start, int Length, string Name, string? Qualifier)
{
    public bool Quoted { get; init; }

    /// <summary>How many parentheses are open around it.</summary>
    public int Depth { get; init; }

    public int End => Start + Length;

    public bool BeforeDot { get; init; }

    public bool AfterComma { get; init; }

    /// <summary>An opening parenthesis follows.</summary>
    public bool Call { get; init; }
}

/// <summary>Reads past strings, dollar quotes, numbers and comments. Text that ends inside one of them ends there.</summary>
internal static class IdentifierScanner
{
    public static IEnumerable<IdentifierToken> Scan(string text, Dialect dialect)
    {
        var at = 0;
        string? previous = null;
        var last = '\0';
        var depth = 0;

        while (at < text.Length)
        {
            var end = Skip(text, at, dialect);

            if (end > at)
            {
                depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
                last = char.IsWhiteSpace(text[at]) || IsComment(text, at) ? last : text[at];
                at = end;
                continue;
            }

            var isQuoted = IsQuote(text[at], dialect);
            end = isQuoted ? EndOfQuoted(text, at, Closing(text[at])) : EndOfWord(text, at);
            var name = isQuoted ? Unquote(text, at, end) : dialect == Dialect.PostgreSql ? text[at..end].ToLowerInvariant() : text[at..end];
            var next = NextVisible(text, end);

            yield return new IdentifierToken(at, end - at, name, last == '.' ? previous : null)
            {
                Quoted = isQuoted,
                Depth = depth,
                BeforeDot = next == '.',
                AfterComma = last == ',',
                Call = next == '(',
            };

            previous = name;
            last = 'a';
            at = end;
        }
    }

    // The end of what is no identifier; the same place where one begins.
    private static int Skip(string text, int at, Dialect dialect)
    {
        var c = text[at];

        if (IsComment(text, at))
        {
            return EndOfComment(text, at);
        }

        if (c == '\'')
        {
            return EndOfQuoted(text, at, '\'');
        }

        if (c is 'e' or 'E' && dialect == Dialect.PostgreSql && at + 1 < text.Length && text[at + 1] == '\'')
        {
            return EndOfEscaped(text, at + 1);
        }

        if (c == '$' && dialect == Dialect.PostgreSql)
        {
            return EndOfDollarQuoted(text, at);
        }

        if (char.IsDigit(c))
        {
            return EndOfWord(text, at);
        }

        return IsQuote(c, dialect) || IsWordStart(c) ? at : at + 1;
    }

    private static bool IsQuote(char c, Dialect dialect) => c == '"' || (dialect == Dialect.Sqlite && c is '`' or '[');

    private static char Closing(char c) => c == '[' ? ']' : c;

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_' || c > '\x7f';

    private static bool IsComment(string text, int at) =>
        at + 1 < text.Length && ((text[at] == '-' && text[at + 1] == '-') || (text[at] == '/' && text[at + 1] == '*'));

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && (IsWordStart(text[at]) || char.IsDigit(text[at]) || text[at] == '$'))
        {
            at++;
        }

        return at;
    }

    private static int EndOfComment(string text, int at)
    {
        var isLine = text[at] == '-';
        var end = text.IndexOf(isLine ? "\n" : "*/", at + 2, StringComparison.Ordinal);

        return end < 0 ? text.Length : end + (isLine ? 1 : 2);
    }

    private static int EndOfQuoted(string text, int at, char closing)
    {
        for (var index = at + 1; index < text.Length; index++)
        {
            if (text[index] != closing)
            {
                continue;
            }

            if (closing == ']' || index + 1 >= text.Length || text[index + 1] != closing)
            {
                return index + 1;
            }

            index++;
        }

        return text.Length;
    }

    private static int EndOfEscaped(string text, int at)
    {
        for (var index = at + 1; index < text.Length; index++)
        {
            if (text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == '\'')
            {
                return index + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfDollarQuoted(string text, int at)
    {
        var open = text.IndexOf('$', at + 1);

        if (open < 0 || text.AsSpan(at + 1, open - at - 1).ContainsAnyExcept(TagCharacters))
        {
            return at + 1;
        }

        var tag = text[at..(open + 1)];
        var end = text.IndexOf(tag, open + 1, StringComparison.Ordinal);

        return end < 0 ? text.Length : end + tag.Length;
    }

    private static readonly System.Buffers.SearchValues<char> TagCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static string Unquote(string text, int start, int end)
    {
        var closing = Closing(text[start]);
        var inner = text.AsSpan(start + 1, Math.Max(0, end - start - (text[end - 1] == closing && end - start > 1 ? 2 : 1))).ToString();

        return inner.Replace(new string(closing, 2), closing.ToString(), StringComparison.Ordinal);
    }

    private static char NextVisible(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length ? text[at] : '\0';
    }
}
