using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Statements and queries in one spelling: single spaces, unquoted names in lower case, no comments. Strings stay as they are.</summary>
internal static partial class CanonicalText
{
    /// <summary>PostgreSQL prints EXECUTE FUNCTION, the events in its own order, and the condition as it stores expressions.</summary>
    public static string OfTrigger(string text, ISqlDialect dialect)
    {
        var statement = OfStatement(text, dialect);

        if (dialect.Dialect != Dialect.PostgreSql)
        {
            return statement;
        }

        statement = ExecuteProcedure().Replace(OrReplace().Replace(statement, "create "), "execute function ");
        statement = Events().Replace(statement, SortEvents, 1);
        statement = statement.Contains(" for each ", StringComparison.Ordinal) ? statement : Execution().Replace(statement, " for each statement$0", 1);

        return Arguments().Replace(OfCondition(statement, " when(", dialect), QuoteArguments);
    }

    /// <summary>The elements of an EXCLUDE constraint, and its condition as the engine stores expressions.</summary>
    public static string OfExclusion(string text, ISqlDialect dialect)
    {
        var statement = OfStatement(text, dialect);
        var at = statement.LastIndexOf(" where(", StringComparison.Ordinal);
        var elements = at < 0 ? statement : statement[..at];

        return at < 0 ? elements : $"{elements} where({dialect.Canonicalize(statement[(at + " where(".Length)..].TrimEnd()[..^1])})";
    }

    /// <summary>The conditions of USING and WITH CHECK as the engine stores expressions.</summary>
    public static string OfPolicy(string text, ISqlDialect dialect)
    {
        var statement = OfStatement(text, dialect).Replace(" as permissive", "", StringComparison.Ordinal).Replace(" for all", "", StringComparison.Ordinal);
        statement = statement.EndsWith(" to public", StringComparison.Ordinal) ? statement[..^10] : statement.Replace(" to public ", " ", StringComparison.Ordinal);

        return OfCondition(OfCondition(statement, " using(", dialect), " with check(", dialect);
    }

    /// <summary>The bound of a partition, each constant in it as the engine stores it.</summary>
    public static string OfBound(string text, ISqlDialect dialect)
    {
        var statement = OfStatement(text, dialect);
        var bound = statement.StartsWith("for values ", StringComparison.Ordinal) ? statement["for values ".Length..] : statement;

        return Constant().Replace(bound, match => dialect.Canonicalize(match.Value));
    }

    public static string OfStatement(string text, ISqlDialect dialect)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;

        foreach (var token in IdentifierScanner.Scan(text, dialect.Dialect))
        {
            AppendBetween(result, text.AsSpan(at..token.Start));
            at = token.Start + token.Length;

            if (token is { Name: "public", BeforeDot: true, Qualifier: null } && dialect.Dialect == Dialect.PostgreSql)
            {
                at = text.IndexOf('.', at) + 1;
                continue;
            }

            result.Append(token.Quoted ? dialect.Quote(token.Name) : token.Name.ToLowerInvariant());
        }

        AppendBetween(result, text.AsSpan(at));

        return result.ToString().Trim().TrimEnd(';').TrimEnd();
    }

    private static string OfCondition(string statement, string clause, ISqlDialect dialect)
    {
        var start = statement.IndexOf(clause, StringComparison.Ordinal) + clause.Length;
        var end = start < clause.Length ? -1 : EndOfGroup(statement, start);

        return end < 0 ? statement : $"{statement[..start]}{dialect.Canonicalize(statement[start..end])}{statement[end..]}";
    }

    // The place of the parenthesis that closes the one before `at`; -1 where there is none.
    private static int EndOfGroup(string text, int at)
    {
        var depth = 1;
        var isString = false;

        for (; at < text.Length; at++)
        {
            isString ^= text[at] == '\'';
            depth += isString ? 0 : text[at] switch { '(' => 1, ')' => -1, _ => 0 };

            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    // What stands between identifiers: strings whole, white space and comments as one space, and none beside punctuation.
    private static void AppendBetween(StringBuilder result, ReadOnlySpan<char> text)
    {
        foreach (var match in Piece().EnumerateMatches(text))
        {
            var piece = text.Slice(match.Index, match.Length);

            if (char.IsWhiteSpace(piece[0]) || piece is ['-', '-', ..] or ['/', '*', _, ..])
            {
                if (result.Length > 0 && result[^1] is not (' ' or '(' or ',' or '.'))
                {
                    result.Append(' ');
                }

                continue;
            }

            if (result.Length > 0 && result[^1] == ' ' && piece is "(" or ")" or "," or "." or ";")
            {
                result.Length--;
            }

            result.Append(piece);
        }
    }

    // Arguments of a trigger are text, however they are written.
    private static string QuoteArguments(Match match) =>
        $"({string.Join(',', match.Groups["arguments"].Value.Split(',').Select(argument => argument.Trim() is var word && word.Contains('\'', StringComparison.Ordinal) ? word : $"'{word}'"))})";

    private static string SortEvents(Match match) =>
        $"{match.Groups["when"].Value} {string.Join(" or ", match.Groups["events"].Value.Split(" or ").Order(StringComparer.Ordinal))} on ";

    [GeneratedRegex("""(\s|--[^\n]*\n?|/\*.*?\*/)+|'([^']|'')*'?|.""", RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex("""'([^']|'')*'""")]
    private static partial Regex Constant();

    [GeneratedRegex("""^create or replace """)]
    private static partial Regex OrReplace();

    [GeneratedRegex("""\bexecute procedure """)]
    private static partial Regex ExecuteProcedure();

    [GeneratedRegex("""( when\(.*)? execute function """)]
    private static partial Regex Execution();

    [GeneratedRegex("""(?<=execute function [^(]*)\((?<arguments>[^()]+)\)$""")]
    private static partial Regex Arguments();

    [GeneratedRegex("""\b(?<when>before|after|instead of) (?<events>.+?) on """)]
    private static partial Regex Events();
}
