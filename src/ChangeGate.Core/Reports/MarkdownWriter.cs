using System.Text;

namespace ChangeGate.Reports;

/// <summary>Builds Markdown from prose and names, escaping all of it: nothing else puts text of others into a Markdown document.</summary>
internal static class MarkdownWriter
{
    private const int LongestName = 160;

    private const int LongestSentence = 500;

    /// <summary>A sentence in a paragraph, a list item or a cell.</summary>
    public static string Words(string prose) => Prose.Render(Clipped(prose), Escape.Markdown, Name).Trim();

    /// <summary>A sentence inside <c>&lt;summary&gt;</c>.</summary>
    public static string SummaryWords(string prose) =>
        Prose.Render(Clipped(prose), Escape.MarkdownHtml, static name => $"<code>{Escape.MarkdownHtml(Escape.Clip(name, LongestName))}</code>").Trim();

    public static string Name(string name) => Escape.MarkdownCode(Escape.Clip(name, LongestName));

    /// <summary>A folded part. The blank lines make a host read Markdown inside.</summary>
    public static string Fold(string summary, string body) => $"<details><summary>{summary}</summary>\n\n{body.Trim('\n')}\n\n</details>\n";

    public static string Sql(string sql) => Escape.MarkdownFence("sql", Escape.Clip(SecretMask.Apply(sql), 12_000));

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static string Clipped(string prose) => Escape.Clip(prose.ReplaceLineEndings(" "), LongestSentence);
}
