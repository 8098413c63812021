using ChangeGate.Findings;

namespace ChangeGate.Reports.Pages;

/// <summary>Who waits while it runs.</summary>
internal static class LocksSection
{
    private const int Shown = 60;

    public static Html Render(JudgementSummary summary)
    {
        // Several rules may speak about one statement: it still takes its lock once.
        var locking = summary.Assessment.Findings.Where(finding => finding.Lock is not null).DistinctBy(finding => (finding.Lock, finding.Path, finding.Position.Line)).ToList();

        return $"""
            <div class="scroll"><table class="stack locks"><thead><tr><th>lock</th><th>on</th><th>blocks</th><th>work under it</th><th>statement</th></tr></thead><tbody>
            {locking.Take(Shown).Select(finding => Row(finding, summary.AtSize(finding)))}
            </tbody></table></div>
            {Html.When(locking.Count > Shown, $"<p class=\"small soft\">And {locking.Count - Shown} more.</p>")}
            """;
    }

    private static Html Row(Finding finding, Rehearsals.SizeEstimate? estimate)
    {
        var effect = finding.Lock!; // Only findings with a lock come here.
        var blocksReads = effect.Blocks.Contains("read", StringComparison.Ordinal);
        var tone = blocksReads ? Tone.Bad : effect.Blocks.Contains("write", StringComparison.Ordinal) ? Tone.Wait : Tone.Unknown;
        var work = (effect.Rewrites, effect.Scans, finding.Rows) switch
        {
            (true, _, { } rows) => $"writes the whole table anew ({Wording.Count(rows, "row", "rows")})",
            (true, _, _) => "writes the whole table anew",
            (_, true, { } rows) => $"reads {Wording.Count(rows, "row", "rows")}",
            (_, true, _) => "reads every row",
            _ => "none: the catalogue only",
        } + (estimate is null ? "" : $": {RehearsalText.AtSize(estimate)}");

        return $"""
            <tr><td data-label="lock">{effect.Mode}</td><td data-label="on">{effect.Relations.Take(4).Select((relation, index) => (Html)$"{(index > 0 ? ", " : "")}{Html.Name(relation.ToString())}")}{Html.When(effect.Relations.Count > 4, $" and {effect.Relations.Count - 4} more")}</td><td data-label="blocks">{Html.Mark(tone)}{effect.Blocks}</td><td data-label="work">{work}</td><td data-label="statement">{Html.Name($"{finding.Path}:{finding.Position.Line}")}</td></tr>

            """;
    }
}
