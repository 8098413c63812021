using ChangeGate.Decisions;

namespace ChangeGate.Reports.Pages;

/// <summary>The first screen: verdict, risk, what is needed from whom, and the digest to compare.</summary>
internal static class VerdictBand
{
    private const int Shown = 5;

    public static Html Render(JudgementSummary summary)
    {
        var assessment = summary.Assessment;
        return $"""
            <div class="band is-{Html.ClassOf(summary.Tone)}"><header>
            <div class="verdict"><div>
            <p class="name">ChangeGate · {Html.Prose(summary.Target)}</p>
            <h1>{Html.Mark(summary.Tone)}{Wording.Sentence(summary.Decision.Verdict.ToTitle())}</h1>
            {Needs(summary)}
            </div>{RiskDial.Draw(assessment.Risk, summary.LevelName)}</div>
            <dl class="facts">
            <div><dt>Migrations</dt><dd>{summary.Lines.Count}</dd></div>
            <div><dt>Rollback</dt><dd>{RollbackWord(summary)}</dd></div>
            <div><dt>Proposed by</dt><dd>{Author(summary)}</dd></div>
            <div><dt>Digest</dt><dd><a href="#evidence"><code>{assessment.Digest.Short}</code></a></dd></div>
            </dl>
            <div class="next"><pre tabindex="0"><code>{summary.NextCommand}</code></pre></div>
            </header></div>
            """;
    }

    private static Html Needs(JudgementSummary summary)
    {
        var sentences = summary.Decision.Verdict switch
        {
            Verdict.Denied => summary.Denials.Select(reason => reason.Because).ToList(),
            Verdict.Pending => summary.Needs.Select(need => $"Needs {need.Sentence}.").ToList(),
            _ => [summary.Decision.Approvals.Any(check => check.Counts) ? "Every approval that policy asks for is given." : "Policy asks for no approval."],
        };

        return $"<ul class=\"needs\">{sentences.Take(Shown).Select(sentence => (Html)$"<li>{Html.Prose(sentence)}</li>")}{Html.When(sentences.Count > Shown, $"<li>And {sentences.Count - Shown} more below.</li>")}</ul>";
    }

    private static Html RollbackWord(JudgementSummary summary) => summary.RollbackTone switch
    {
        _ when summary.Rehearsal is { Migrations.Count: > 0 } rehearsal => $"{Html.Mark(summary.RollbackTone)}{rehearsal.Migrations.Min(static migration => migration.Rollback.Verdict).ToTitle()}",
        Tone.Good => $"{Html.Mark(Tone.Good)}with rows",
        Tone.Wait => $"{Html.Mark(Tone.Wait)}structure only",
        _ => $"{Html.Mark(Tone.Bad)}none",
    };

    private static Html Author(JudgementSummary summary) => summary.Authors.Length == 0
        ? (Html)$"{summary.AuthorKind}"
        : $"{Html.Prose(summary.Authors)} <span class=\"soft\">({summary.AuthorKind})</span>";
}
