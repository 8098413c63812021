namespace ChangeGate.Reports;

/// <summary>The proposed migrations, one row each.</summary>
internal static class MarkdownTable
{
    private const int RowsShown = 10;

    private const int LargestTable = 25_000;

    public static MarkdownPart Of(JudgementSummary summary, int bytes)
    {
        if (summary.Lines.Count == 0)
        {
            return new MarkdownPart("table of migrations", "No migration is proposed.\n");
        }

        var room = Math.Min(bytes, LargestTable);
        var rows = summary.Lines.Select(line => Row(line, room / 4)).ToList();
        var head = "| | migration | danger |\n|---|---|---|\n";

        if (rows.Count <= RowsShown && rows.Sum(MarkdownWriter.Bytes) <= room)
        {
            return new MarkdownPart("table of migrations", head + string.Concat(rows));
        }

        // The worst first: a limit must not hide a danger behind ten harmless rows.
        var worst = MarkdownWriter.Within([.. summary.Lines.Select((line, index) => (line.Tone, index)).OrderBy(entry => entry.Tone).Select(entry => rows[entry.index])], RowsShown, room);
        return new MarkdownPart("table of migrations", $"{head}{string.Concat(worst)}\nThe {worst.Count} of most concern, of {Wording.Count(rows.Count)}.\n");
    }

    // Name and doing share a cell, so that on a phone the danger is seen without scrolling.
    private static string Row(MigrationLine line, int bytes) =>
        $"| {line.Tone.Mark()} | {MarkdownWriter.Name(line.Migration.Path, bytes)}<br>{MarkdownWriter.Words(line.What, bytes)} | {MarkdownWriter.Words(line.Danger, bytes)} |\n";
}
