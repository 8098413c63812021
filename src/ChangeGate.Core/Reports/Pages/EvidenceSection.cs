using ChangeGate.Text;

namespace ChangeGate.Reports.Pages;

/// <summary>From the bytes to the evidence: each link names the digest that the next one repeats.</summary>
internal static class EvidenceSection
{
    public static Html Render(JudgementSummary summary)
    {
        var assessment = summary.Assessment;
        var policy = summary.Judgement.Policy;
        return $"""
            <p>An approval is consent to this digest and to nothing else. Compare it group by group.</p>
            <p class="digest">{Groups(assessment.Digest)}</p>
            <p class="label">How it hangs together</p>
            <ol class="chain plain">
            <li>{Wording.Sentence(Wording.Count(summary.Lines.Count, "migration", "migrations"))}, by their bytes<br><span class="small soft">{summary.Lines.Take(30).Select(line => (Html)$"{Html.Name(line.Migration.Path)} {line.Migration.Digest.Short}<br>")}{Html.When(summary.Lines.Count > 30, $"and {summary.Lines.Count - 30} more")}</span></li>
            <li>The schema that they touch, as it was<br><span class="small soft">{assessment.Footprint.Short}</span></li>
            <li>{(policy.IsBuiltIn ? "Judged by the built-in policy" : "Judged by the policy of the base")}, which is not part of the digest<br><span class="small soft">{policy.Digest.Short}</span></li>
            {Run(summary)}
            {Bundle(summary)}
            </ol>
            {Html.When(summary.Options.Evidence is not null, $"<p class=\"label\">Check it without a network</p><pre tabindex=\"0\"><code>changegate verify {summary.Options.Evidence?.Name}</code></pre>")}
            """;
    }

    private static Html Run(JudgementSummary summary) => summary.Options.Run is not { } run
        ? Html.Empty
        : $"<li>Run {Html.Name(run.Id)} on {Html.Name(run.Environment)} ran these bytes: {run.Outcome.ToTitle()}<br><span class=\"small soft\">schema {run.SchemaBefore.Short} → {run.SchemaAfter.Short}</span></li>";

    private static Html Bundle(JudgementSummary summary) => summary.Options.Evidence is not { } evidence
        ? Html.Empty
        : $"<li>Evidence {Html.Name(evidence.Name)}<br><span class=\"small soft\">{evidence.Digest.Short}{Html.When(evidence.Previous is not null, $", after {evidence.Previous?.Short}")}</span></li>";

    private static IEnumerable<Html> Groups(Digest digest) =>
        digest.Hex.Chunk(4).Select(group => (Html)$"<span>{new string(group)}</span>");
}
