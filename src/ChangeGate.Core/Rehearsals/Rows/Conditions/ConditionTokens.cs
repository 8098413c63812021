using System.Text.RegularExpressions;

namespace ChangeGate.Rehearsals.Rows.Conditions;

internal enum TokenKind
{
    End,
    Word,
    QuotedName,
    Text,
    Number,
    Symbol,
}

/// <param name="Text">Of a word as written, of a name or string without its quotes.</param>
internal readonly record struct ConditionToken(TokenKind Kind, string Text)
{
    public bool Is(string word) => Kind == TokenKind.Word ? Text.Equals(word, StringComparison.OrdinalIgnoreCase) : Kind == TokenKind.Symbol && Text == word;
}

internal static partial class ConditionTokens
{
    /// <summary>null for what is no sequence of tokens.</summary>
    public static IReadOnlyList<ConditionToken>? Of(string text)
    {
        var tokens = new List<ConditionToken>();
        var at = 0;

        while (at < text.Length)
        {
            var match = Token().Match(text, at);

            if (!match.Success || match.Index != at || match.Length == 0)
            {
                return null;
            }

            at += match.Length;

            if (!match.Groups["space"].Success)
            {
                tokens.Add(Read(match));
            }
        }

        return tokens;
    }

    private static ConditionToken Read(Match match)
    {
        if (match.Groups["text"].Success)
        {
            return new(TokenKind.Text, match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal));
        }

        if (match.Groups["name"].Success)
        {
            return new(TokenKind.QuotedName, match.Groups["name"].Value.Replace("\"\"", "\"", StringComparison.Ordinal));
        }

        return match.Groups["word"].Success ? new(TokenKind.Word, match.Value)
            : match.Groups["number"].Success ? new(TokenKind.Number, match.Value)
            : new(TokenKind.Symbol, match.Value);
    }

    [GeneratedRegex(
        """
        (?<space>\s+|--[^\n]*|/\*.*?\*/)
        |[eEnN]?'(?<text>([^']|'')*)'
        |"(?<name>([^"]|"")*)"|`(?<name>[^`]*)`
        |(?<word>[\p{L}_][\p{L}\p{N}_$]*)
        |(?<number>[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?|\.[0-9]+)
        |::|[()\[\],.;:]|[-+*/<>=~!@\#%^&|?]+
        """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
