using ChangeGate.Findings;
using ChangeGate.Migrations;

namespace ChangeGate.Reports.Pages;

/// <summary>A migration's text with numbered lines, its findings underlined where they are.</summary>
internal static class MarkedScript
{
    private const int LinesShown = 400;

    private const int LongestLine = 2_000;

    public static Html Render(Migration migration, IReadOnlyList<Finding> findings)
    {
        var text = migration.Text.Content;

        if (text.Length == 0)
        {
            return Html.Empty;
        }

        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        var hidden = lines.Length - LinesShown;

        // A password may stand on any line of a statement: where there is one, the marks give way to the mask.
        var masked = SecretMask.Apply(text);
        var shown = masked == text
            ? Marked(text, findings).Take(LinesShown)
            : masked.TrimEnd('\n').Split('\n').Take(LinesShown).Select(line => (Html)$"<span class=\"l\">{Html.Lines(line)}</span>");

        return $"""
            <p class="label">The script, {Wording.Count(lines.Length, "line", "lines")}</p>
            <pre class="script" tabindex="0"><code>{shown}</code></pre>
            {Html.When(hidden > 0, $"<p class=\"small soft\">{Wording.Count(hidden, "more line is", "more lines are")} not shown.</p>")}
            """;
    }

    private static IEnumerable<Html> Marked(string text, IReadOnlyList<Finding> findings)
    {
        var start = 0;
        var end = text.TrimEnd('\n', '\r').Length;

        while (start < end)
        {
            var feed = text.IndexOf('\n', start, end - start);
            var lineEnd = feed < 0 ? end : feed;
            var visibleEnd = lineEnd > start && text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            yield return $"<span class=\"l\">{Line(text, start, visibleEnd, findings)}</span>";
            start = lineEnd + 1;
        }
    }

    private static IEnumerable<Html> Line(string text, int start, int end, IReadOnlyList<Finding> findings)
    {
        var touching = findings.Where(finding => finding.Span.Start < end && finding.Span.End > start).ToList();
        int[] cuts =
        [
            .. touching.SelectMany(finding => new[] { Math.Clamp(finding.Span.Start, start, end), Math.Clamp(finding.Span.End, start, end) }).Append(start).Append(end).Distinct().Order(),
        ];

        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            var piece = Html.Lines(Escape.Clip(text[from..to], LongestLine));
            var over = touching.Where(finding => finding.Span.Start <= from && finding.Span.End >= to).Select(finding => finding.Risk).ToList();

            if (over.Count > 0 && !string.IsNullOrWhiteSpace(text[from..to]))
            {
                yield return $"<mark class=\"is-{Html.ClassOf(over.Min().ToTone())}\">{piece}</mark>";
            }
            else
            {
                yield return piece;
            }
        }
    }
}
