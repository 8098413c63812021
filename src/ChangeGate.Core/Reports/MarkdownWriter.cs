using System.Text;

namespace ChangeGate.Reports;

/// <summary>Builds Markdown from prose and names, escaping all of it: nothing else puts text of others into a Markdown document.</summary>
internal static class MarkdownWriter
{
    private const int LongestName = 160;

    private const int LongestSentence = 500;

    /// <summary>A sentence in a paragraph, a list item or a cell.</summary>
    public static string Words(string prose) => Prose.Render(Clipped(prose), Escape.Markdown, Name).Trim();

    /// <summary>As much of a sentence as its rendering has bytes for.</summary>
    public static string Words(string prose, int bytes) => Shortened(prose, Math.Min(prose.Length, LongestSentence), bytes, Words);

    /// <summary>The first lines, as many as fit, and one in any case.</summary>
    public static IReadOnlyList<string> Within(IReadOnlyList<string> lines, int count, int bytes)
    {
        var fitting = new List<string>();

        foreach (var line in lines.Take(count))
        {
            bytes -= Bytes(line);

            if (bytes < 0 && fitting.Count > 0)
            {
                break;
            }

            fitting.Add(line);
        }

        return fitting;
    }

    /// <summary>A sentence inside <c>&lt;summary&gt;</c>.</summary>
    public static string SummaryWords(string prose) =>
        Prose.Render(Clipped(prose), Escape.MarkdownHtml, static name => $"<code>{Escape.MarkdownHtml(Escape.Clip(name, LongestName))}</code>").Trim();

    public static string Name(string name) => Escape.MarkdownCode(Escape.Clip(name, LongestName));

    public static string Name(string name, int bytes) => Shortened(name, Math.Min(name.Length, LongestName), bytes, Name);

    /// <summary>A folded part. The blank lines make a host read Markdown inside.</summary>
    public static string Fold(string summary, string body) => $"<details><summary>{summary}</summary>\n\n{body.Trim('\n')}\n\n</details>\n";

    /// <summary>In characters: a comment has other things to say.</summary>
    public const int LongestSql = 12_000;

    public static string Sql(string sql) => Escape.MarkdownFence("sql", Escape.Clip(SecretMask.Apply(sql), LongestSql));

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static string Shortened(string text, int length, int bytes, Func<string, string> render)
    {
        var rendered = render(text);

        for (length /= 2; length > 0 && Bytes(rendered) > bytes; length /= 2)
        {
            rendered = render(Escape.Clip(text, length));
        }

        return rendered;
    }

    private static string Clipped(string prose) => Escape.Clip(prose.ReplaceLineEndings(" "), LongestSentence);
}
