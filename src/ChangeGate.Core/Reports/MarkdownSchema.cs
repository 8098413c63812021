using System.Text;
using ChangeGate.Reports.Diagrams;
using ChangeGate.Schemas;

namespace ChangeGate.Reports;

/// <summary>What became of the schema, for a comment: folded as a picture and as SQL.</summary>
internal static class MarkdownSchema
{
    private const int OthersShown = 40;

    /// <summary>null where nothing differs.</summary>
    public static MarkdownPart? Picture(ReportedSchema schema)
    {
        var touched = schema.Touched;

        if (touched.IsEmpty)
        {
            return null;
        }

        var (before, after) = ErDiagram.Render(touched);
        var body = new StringBuilder(schema.Source is { } source ? $"{MarkdownWriter.Words(source)}\n\n" : "");
        Append(body, "Before", before);
        Append(body, "After", after);
        body.Append(string.Concat(touched.Others.Take(OthersShown).Select(Other)));

        if (touched.Others.Count > OthersShown)
        {
            body.Append($"- and {touched.Others.Count - OthersShown} more\n");
        }

        return new MarkdownPart("schema diagram", MarkdownWriter.Fold("Schema before and after", body.ToString()));
    }

    /// <summary>null where nothing differs, or where nobody can write it.</summary>
    public static MarkdownPart? Sql(ReportedSchema schema)
    {
        if (schema.Sql.Count == 0)
        {
            return null;
        }

        var shown = Within(schema.Sql, MarkdownWriter.LongestSql);
        var hidden = schema.Sql.Count - shown.Count;
        var source = schema.SeenOn is { } server ? $"From the catalogs of {MarkdownWriter.Words(server)} before and after the rehearsal" : "As the migrations were read, without running them";
        var more = hidden == 0 ? "" : $"\n\nAnd {Wording.Count(hidden, "more statement", "more statements")}.";

        return new MarkdownPart("schema change as SQL", MarkdownWriter.Fold("Schema change as SQL", $"{source}. What becomes of rows is not in it.\n\n{MarkdownWriter.Sql(MarkdownParts.Statements(shown))}{more}"));
    }

    // A statement that is cut in two says something else. The first is shown in any case.
    private static List<string> Within(IReadOnlyList<string> statements, int characters)
    {
        var shown = new List<string>();

        foreach (var statement in statements)
        {
            characters -= statement.Length + 2; // and its end

            if (characters < 0 && shown.Count > 0)
            {
                break;
            }

            shown.Add(statement);
        }

        return shown;
    }

    private static void Append(StringBuilder body, string title, string? diagram)
    {
        if (diagram is not null)
        {
            body.Append($"{title}:\n\n{Escape.MarkdownFence("mermaid", diagram)}\n\n");
        }
    }

    private static string Other(Difference difference)
    {
        var before = difference.Before is { } old ? $", was {MarkdownWriter.Name(old.ToString())}" : "";
        var details = difference.Details.Count == 0 ? "" : $": {MarkdownWriter.Words(string.Join("; ", difference.Details))}";
        return $"- {difference.Kind.ToString().ToLowerInvariant()} {ObjectWords.Describe(difference.Object.Kind)} {MarkdownWriter.Name(difference.Object.ToString())}{before}{details}\n";
    }
}
