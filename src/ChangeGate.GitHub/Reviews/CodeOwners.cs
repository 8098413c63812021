using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>
/// A CODEOWNERS file as GitHub reads it: the last pattern that matches decides, a pattern without owners takes them away, and a line that GitHub
/// does not understand is not there.
/// </summary>
public sealed partial class CodeOwners
{
    /// <summary>GitHub does not load a larger file.</summary>
    private const int Largest = 3 * 1024 * 1024;

    private readonly List<Entry> _entries;

    private CodeOwners(List<Entry> entries) => _entries = entries;

    public static CodeOwners Read(string? text)
    {
        if (text is null || text.Length > Largest)
        {
            return new CodeOwners([]);
        }

        var entries = text.Split('\n').Select(static line => EntryOf(line.TrimEnd('\r'))).OfType<Entry>().ToList();
        return new CodeOwners(entries);
    }

    /// <summary><c>@login</c>, <c>@organization/team</c> or an address; empty where nobody owns it.</summary>
    /// <param name="path">From the root of the repository, without a slash before it.</param>
    public EquatableList<string> OwnersOf(string path) => _entries.FindLast(entry => entry.Pattern.IsMatch(path))?.Owners ?? [];

    private static Entry? EntryOf(string line)
    {
        var words = WordsOf(line);

        return words.Count > 0 && Translate(words[0]) is { } pattern && words.Skip(1).All(static owner => Owner().IsMatch(owner))
            ? new Entry(new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), [.. words.Skip(1)])
            : null;
    }

    /// <summary>Split at blanks that no backslash protects, up to a comment. The backslashes stay.</summary>
    private static List<string> WordsOf(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();

        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] is ' ' or '\t')
            {
                Flush();
            }
            else if (line[index] == '#' && word.Length == 0)
            {
                break;
            }
            else
            {
                word.Append(line[index]);

                if (line[index] == '\\' && index + 1 < line.Length)
                {
                    word.Append(line[++index]);
                }
            }
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    /// <summary>gitignore's patterns without what GitHub leaves out: no <c>!</c>, no <c>[ ]</c>, no escaped <c>#</c>.</summary>
    /// <returns>null for one that GitHub does not understand.</returns>
    private static string? Translate(string pattern)
    {
        if (pattern.StartsWith('!') || pattern.Contains('[') || pattern.StartsWith("\\#", StringComparison.Ordinal) || pattern.Trim('/').Length == 0)
        {
            return null;
        }

        var segments = pattern.Trim('/').Split('/');

        // A slash at the beginning or in the middle ties a pattern to the root.
        var regex = new StringBuilder(pattern.StartsWith('/') || segments.Length > 1 ? "^" : "^(?:.*/)?");

        for (var index = 0; index < segments.Length; index++)
        {
            var isLast = index == segments.Length - 1;

            if (segments[index] == "**")
            {
                regex.Append(isLast ? ".+" : "(?:.*/)?");
                continue;
            }

            foreach (Match part in SegmentPart().Matches(segments[index]))
            {
                regex.Append(part.Value switch
                {
                    ['*', ..] => "[^/]*",
                    "?" => "[^/]",
                    ['\\', var escaped] => Regex.Escape($"{escaped}"),
                    _ => Regex.Escape(part.Value),
                });
            }

            regex.Append(isLast ? "" : "/");
        }

        return regex.Append(EndOf(pattern, segments)).ToString();
    }

    private static string EndOf(string pattern, string[] segments)
    {
        if (pattern.EndsWith('/'))
        {
            return "/.*$";
        }

        // `docs/*` is what lies in docs itself; `docs` and `docs/a*` are also all that lies below them.
        return segments[^1] == "**" || (segments[^1] == "*" && (segments.Length > 1 || pattern.StartsWith('/'))) ? "$" : "(?:/.*)?$";
    }

    private sealed record Entry(Regex Pattern, EquatableList<string> Owners);

    [GeneratedRegex(@"^(?:@[A-Za-z0-9](?:[A-Za-z0-9_-]*)(?:/[A-Za-z0-9._-]+)?|[^@\s]+@[^@\s]+\.[^@\s]+)$")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\*+|\?|\\.|[^*?\\]+|\\", RegexOptions.Singleline)]
    private static partial Regex SegmentPart();
}
