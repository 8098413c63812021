using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>How DbUp itself reads a script: what it takes for variables, and where it splits.</summary>
internal static partial class DbUpReading
{
    public static IEnumerable<HostReading> Of(Migration file, Dialect dialect, bool replacesVariables)
    {
        if (replacesVariables)
        {
            var marked = Blank(file.Text.Content);

            foreach (var name in Variable().Matches(marked.Text).Select(match => (Name: match.Value, Quoted: marked.IsQuoted[match.Index])).Distinct())
            {
                // Outside of quotes PostgreSQL takes it for the beginning of a body: DbUp stops there, and the engine does not.
                var isBody = dialect == Dialect.PostgreSql && !name.Quoted;

                yield return new HostReading(
                    isBody
                        ? $"`{file.Path}`: DbUp takes `{name.Name}` for a variable and would stop there; PostgreSQL takes it for a quote."
                        : $"`{file.Path}`: DbUp takes `{name.Name}` for a variable, and ChangeGate runs the bytes that were judged and replaces nothing.",
                    Refuses: !isBody);
            }
        }

        var statements = SqlDialects.For(dialect).Read(file.Text).Statements.Where(statement => statement.Kind != "CopyData").ToList();

        if (dialect == Dialect.PostgreSql && Pieces(file.Text.Content) is var pieces && pieces != statements.Count)
        {
            yield return new HostReading($"`{file.Path}`: DbUp would split it into {pieces} statements; PostgreSQL reads {statements.Count}.", Refuses: false);
        }

        if (dialect == Dialect.Sqlite)
        {
            foreach (Match line in LoneSemicolon().Matches(file.Text.Content))
            {
                var at = line.Index + line.Value.IndexOf(';', StringComparison.Ordinal);

                if (statements.Any(statement => statement.Span.Start < at && at < statement.Span.End - 1))
                {
                    yield return new HostReading($"`{file.Path}` line {file.Text.PositionOf(at).Line}: DbUp would split here, in the middle of a statement.", Refuses: false);
                }
            }
        }
    }

    /// <summary>How many statements DbUp's reader for PostgreSQL sees: it knows quotes, bodies, comments and parentheses, and nothing of BEGIN ATOMIC.</summary>
    internal static int Pieces(string text)
    {
        var (count, depth, hasText) = (0, 0, false);

        for (var index = 0; index < text.Length; index++)
        {
            if (Skip(text, index) is var end && end > index)
            {
                hasText |= text[index] is not ('-' or '/');
                index = end - 1;
                continue;
            }

            depth += text[index] switch { '(' => 1, ')' => -1, _ => 0 };

            if (text[index] == ';' && depth <= 0)
            {
                count += hasText ? 1 : 0;
                hasText = false;
            }
            else
            {
                hasText |= !char.IsWhiteSpace(text[index]);
            }
        }

        return count + (hasText ? 1 : 0);
    }

    /// <returns>Behind the comment, string or body that begins here; where none does, here.</returns>
    private static int Skip(string text, int at)
    {
        if (text[at] is '\'' or '"')
        {
            var escapes = text[at] == '\'' && at > 0 && text[at - 1] is 'e' or 'E' && (at == 1 || !char.IsLetterOrDigit(text[at - 2]));
            return Closing(text, at, escapes);
        }

        if (text[at] == '$' && Body().Match(text, at) is { Success: true } tag)
        {
            var close = text.IndexOf(tag.Value, at + tag.Length, StringComparison.Ordinal);
            return close < 0 ? text.Length : close + tag.Length;
        }

        return Comment(text, at);
    }

    private static int Comment(string text, int at)
    {
        if (string.CompareOrdinal(text, at, "--", 0, 2) == 0)
        {
            var line = text.IndexOf('\n', at);
            return line < 0 ? text.Length : line + 1;
        }

        if (string.CompareOrdinal(text, at, "/*", 0, 2) != 0)
        {
            return at;
        }

        var depth = 1;
        var index = at + 2;

        for (; index < text.Length && depth > 0; index++)
        {
            if (string.CompareOrdinal(text, index, "/*", 0, 2) == 0)
            {
                (depth, index) = (depth + 1, index + 1);
            }
            else if (string.CompareOrdinal(text, index, "*/", 0, 2) == 0)
            {
                (depth, index) = (depth - 1, index + 1);
            }
        }

        return index;
    }

    private static int Closing(string text, int at, bool escapes)
    {
        for (var index = at + 1; index < text.Length; index++)
        {
            if (escapes && text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == text[at])
            {
                return index + 1;
            }
        }

        return text.Length;
    }

    /// <summary>The text without its comments, and which of its characters stand in quotes. DbUp looks for variables everywhere else, in quotes too.</summary>
    private static (string Text, bool[] IsQuoted) Blank(string text)
    {
        var left = text.ToCharArray();
        var quoted = new bool[text.Length];

        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '\'' or '"')
            {
                var end = Closing(text, index, escapes: false);
                Array.Fill(quoted, true, index, end - index);
                index = end - 1;
            }
            else if (Comment(text, index) is var behind && behind > index)
            {
                Array.Fill(left, ' ', index, behind - index);
                index = behind - 1;
            }
        }

        return (new string(left), quoted);
    }

    [GeneratedRegex("""\$[A-Za-z0-9_-]+\$""")]
    private static partial Regex Variable();

    [GeneratedRegex("""\G\$([A-Za-z_\u0080-\uFFFF][A-Za-z0-9_\u0080-\uFFFF]*)?\$""")]
    private static partial Regex Body();

    [GeneratedRegex("""^\s*;\s*$""", RegexOptions.Multiline)]
    private static partial Regex LoneSemicolon();
}
