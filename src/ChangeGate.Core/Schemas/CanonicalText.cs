using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Statements and queries in one spelling: single spaces, unquoted names in lower case, no comments. Strings stay as they are.</summary>
internal static partial class CanonicalText
{
    /// <summary>PostgreSQL prints EXECUTE FUNCTION and the events in its own order.</summary>
    public static string OfTrigger(string text, ISqlDialect dialect)
    {
        var statement = OfStatement(text, dialect);

        if (dialect.Dialect != Dialect.PostgreSql)
        {
            return statement;
        }

        statement = Function().Replace(OrReplace().Replace(statement, "create "), "execute function ");

        return Events().Replace(statement, SortEvents, 1);
    }

    public static string OfStatement(string text, ISqlDialect dialect)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;

        foreach (var token in IdentifierScanner.Scan(text, dialect.Dialect))
        {
            AppendBetween(result, text[at..token.Start]);
            result.Append(token.Quoted ? dialect.Quote(token.Name) : token.Name.ToLowerInvariant());
            at = token.Start + token.Length;
        }

        AppendBetween(result, text[at..]);

        return result.ToString().Trim().TrimEnd(';').TrimEnd();
    }

    // What stands between identifiers: strings whole, white space and comments as one space, none around punctuation.
    private static void AppendBetween(StringBuilder result, string text)
    {
        foreach (Match piece in Piece().Matches(text))
        {
            var isSpace = piece.Groups["space"].Success;

            if (!isSpace)
            {
                result.Append(piece.Value);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }
    }

    private static string SortEvents(Match match) =>
        $"{match.Groups["when"].Value} {string.Join(" or ", match.Groups["events"].Value.Split(" or ").Order(StringComparer.Ordinal))} on ";

    [GeneratedRegex("""(?<space>(\s|--[^\n]*\n?|/\*.*?\*/)+)|'([^']|'')*'?|.""", RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex("""^create or replace """)]
    private static partial Regex OrReplace();

    [GeneratedRegex("""execute procedure """)]
    private static partial Regex Function();

    [GeneratedRegex("""\b(?<when>before|after|instead of) (?<events>.+?) on """)]
    private static partial Regex Events();
}
