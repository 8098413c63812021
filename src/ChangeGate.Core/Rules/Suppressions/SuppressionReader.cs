using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rules.Suppressions;

/// <summary>Finds the suppressions of a script. Only a comment between statements is one: the same words in a string, a body or a statement are not.</summary>
internal static class SuppressionReader
{
    private const string Mark = "changegate:ignore";

    public static IReadOnlyList<Suppression> Read(Script script, SourceText text)
    {
        if (!text.Content.Contains(Mark, StringComparison.Ordinal))
        {
            return [];
        }

        var found = new List<Suppression>();
        Span? before = null;

        foreach (var statement in script.Statements.Select(static statement => (Span?)statement.Span).Append(null))
        {
            ReadGap(text, (before, statement), found);
            before = statement;
        }

        return found;
    }

    private static void ReadGap(SourceText text, (Span? Before, Span? After) statements, List<Suppression> found)
    {
        var gap = Span.Between(statements.Before?.End ?? 0, statements.After?.Start ?? text.Length);

        foreach (var comment in LineComments(text.Content, gap))
        {
            if (Parse(text.Slice(comment)) is not { } parsed)
            {
                continue;
            }

            var behind = statements.Before is { } before && text.PositionOf(before.End).Line == text.PositionOf(comment.Start).Line ? statements.Before : null;
            var above = statements.After is { } after && IsDirectlyAbove(text.Content, comment, after) ? statements.After : null;

            found.Add(parsed with { Span = comment, Statement = parsed.WholeFile ? null : behind ?? above });
        }
    }

    // Other lines of comment may stand between, an empty line may not.
    private static bool IsDirectlyAbove(string text, Span comment, Span statement)
    {
        var lines = text[comment.End..statement.Start].Split('\n');

        return lines[1..^1].All(static line => line.AsSpan().Trim().StartsWith("--"));
    }

    private static Suppression? Parse(string comment)
    {
        var words = comment[2..].TrimStart();

        if (!words.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = words[Mark.Length..];
        var wholeFile = rest.StartsWith("-file", StringComparison.Ordinal);
        rest = wholeFile ? rest["-file".Length..] : rest;

        if (rest.Length > 0 && !char.IsWhiteSpace(rest[0]))
        {
            return null;
        }

        var rules = new List<string>();

        for (var more = true; more;)
        {
            rest = rest.TrimStart();
            var end = rest.AsSpan().IndexOfAny(", \t");
            var name = end < 0 ? rest : rest[..end];
            rest = rest[name.Length..].TrimStart();
            more = rest.StartsWith(',');
            rest = more ? rest[1..] : rest;

            if (name.Length > 0)
            {
                rules.Add(name);
            }
        }

        return new Suppression(default, [.. rules], rest.Trim()) { WholeFile = wholeFile };
    }

    private static IEnumerable<Span> LineComments(string text, Span gap)
    {
        for (var at = gap.Start; at < gap.End;)
        {
            if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
            {
                at = EndOfBlock(text, at, gap.End);
            }
            else if (string.CompareOrdinal(text, at, "--", 0, 2) == 0)
            {
                var length = text.AsSpan(at, gap.End - at).IndexOfAny('\r', '\n');
                var end = length < 0 ? gap.End : at + length;

                yield return Span.Between(at, end);

                at = end;
            }
            else
            {
                at++;
            }
        }
    }

    // PostgreSQL nests block comments, SQLite does not; one that is closed too late only hides a suppression.
    private static int EndOfBlock(string text, int at, int end)
    {
        var depth = 0;

        for (; at < end; at++)
        {
            if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
            {
                depth++;
                at++;
            }
            else if (string.CompareOrdinal(text, at, "*/", 0, 2) == 0)
            {
                at++;

                if (--depth == 0)
                {
                    return at + 1;
                }
            }
        }

        return end;
    }
}
