using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>The column name that PostgreSQL gives to an expression (FigureColname of its source), as far as the text shows it.</summary>
internal static partial class ExpressionName
{
    /// <summary>null where it would call the column <c>expr</c>.</summary>
    public static string? Of(string expression, Dialect dialect)
    {
        var text = WithoutParentheses(expression.Trim());
        var (argument, type) = SplitCast(text);

        if (type is not null)
        {
            return Of(argument, dialect) ?? type;
        }

        var head = IdentifierScanner.Scan(text, dialect).TakeWhile((token, index) => index == 0 || token.Qualifier is not null).ToList();

        if (head.Count == 0 || head[0].Start != 0)
        {
            return null;
        }

        var last = head[^1];
        var end = last.Start + last.Length;

        if (!last.Quoted && last.Qualifier is null && last.Name == "case")
        {
            return "case";
        }

        if (text[end..].Trim().Length == 0 || Collation().IsMatch(text[end..]))
        {
            return last.Name;
        }

        if (!last.Call)
        {
            return null;
        }

        var close = EndOfGroup(text, text.IndexOf('(', end));
        var isWhole = text[close..].Trim().Length == 0 || Collation().IsMatch(text[close..]);

        return !isWhole ? null : last.Name == "cast" && !last.Quoted ? OfCast(text[(text.IndexOf('(', end) + 1)..(close - 1)], dialect) : last.Name;
    }

    private static string? OfCast(string inner, Dialect dialect)
    {
        var match = CastBody().Match(inner);

        return match.Success ? Of(match.Groups["argument"].Value, dialect) ?? match.Groups["type"].Value.Trim() : null;
    }

    private static string WithoutParentheses(string text)
    {
        while (text.StartsWith('(') && EndOfGroup(text, 0) == text.Length)
        {
            text = text[1..^1].Trim();
        }

        return text;
    }

    private static (string Argument, string? Type) SplitCast(string text)
    {
        var at = text.LastIndexOf("::", StringComparison.Ordinal);

        if (at <= 0 || !TypeName().IsMatch(text[(at + 2)..]))
        {
            return (text, null);
        }

        var argument = text[..at].Trim();
        var isOne = Simple().IsMatch(argument) || EndOfGroup(argument, argument.IndexOf('(')) == argument.Length;

        return isOne ? (argument, TypeName().Match(text[(at + 2)..]).Groups["name"].Value.ToLowerInvariant()) : (text, null);
    }

    // One past the parenthesis that closes the one at `open`; -1 where there is none.
    private static int EndOfGroup(string text, int open)
    {
        var depth = 0;

        for (var index = open; index >= 0 && index < text.Length; index++)
        {
            if (text[index] == '\'')
            {
                index = text.IndexOf('\'', index + 1) is var end and >= 0 ? end : text.Length;
                continue;
            }

            depth += text[index] switch { '(' => 1, ')' => -1, _ => 0 };

            if (depth == 0)
            {
                return index + 1;
            }
        }

        return -1;
    }

    [GeneratedRegex("""^\s*collate\s+("[^"]+"|[\w.]+)\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Collation();

    [GeneratedRegex("""^\s*(\w+\s*\.\s*)?(?<name>\w+)[\w\s]*(\([\d,\s]*\))?(\[\])*\s*$""")]
    private static partial Regex TypeName();

    [GeneratedRegex("""^('([^']|'')*'|[\w."]+)$""")]
    private static partial Regex Simple();

    [GeneratedRegex("""^(?<argument>.+)\s+as\s+(?<type>[\w\s.]+)(\(.*\))?$""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CastBody();
}
