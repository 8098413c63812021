using ChangeGate.Decisions;
using ChangeGate.Reports.Pages;

namespace ChangeGate.Reports;

/// <summary>A judgement as one page that needs nothing but itself: no script, no request, no font. Its own policy forbids them.</summary>
public static class HtmlReport
{
    public static string Render(Judgement judgement, ReportOptions options)
    {
        var summary = new JudgementSummary(judgement, options);

        return PageFrame.Render(Title(summary), VerdictBand.Render(summary), [.. Sections(summary)], Foot(summary));
    }

    private static string Title(JudgementSummary summary) =>
        $"{Wording.Sentence(summary.Decision.Verdict.ToTitle())}: {summary.Assessment.Set.Target} · ChangeGate";

    private static IEnumerable<(string Id, string Title, Html Body)> Sections(JudgementSummary summary)
    {
        yield return ("migrations", "Migrations", MigrationsSection.Render(summary));

        if (summary.Schema.Touched is { IsEmpty: false } schema)
        {
            yield return ("schema", "Schema", (Html)$"{SchemaSection.Source(summary.Schema)}{SchemaSection.Render(schema)}{SchemaSection.AsSql(summary.Schema.Sql)}");
        }

        yield return ("risk", "Risk", RiskSection.Render(summary));

        if (summary.Assessment.Findings.Any(finding => finding.Lock is not null))
        {
            yield return ("locks", "Locks", LocksSection.Render(summary));
        }

        if (summary.Rehearsal is { Migrations.Count: > 0 } rehearsal)
        {
            yield return ("rehearsal", "Rehearsal", RehearsalSection.Render(rehearsal));
        }

        yield return ("rollback", "Rollback", RollbackSection.Render(summary));
        yield return ("approvals", "Policy and approvals", ApprovalsSection.Render(summary));

        if (summary.Options.Run is { } run)
        {
            yield return ("run", "Run", RunSection.Render(run));
        }

        yield return ("evidence", "Digest and evidence", EvidenceSection.Render(summary));
    }

    private static Html Foot(JudgementSummary summary)
    {
        var set = summary.Assessment.Set;
        return $"""
            <footer><p>ChangeGate judged {Html.Prose(summary.Target)}{Html.When(set.HeadCommit is not null, $" at {Html.Name(Escape.Clip(set.HeadCommit ?? "", 12))}")}{Html.When(set.BaseCommit is not null, $", on top of {Html.Name(Escape.Clip(set.BaseCommit ?? "", 12))}")}{Html.When(summary.Options.JudgedAt is not null, $", on {Wording.Time(summary.Options.JudgedAt ?? default)}")}.</p>
            <p>This page is a view. What counts is recomputed from the bytes at the moment they run.</p></footer>
            """;
    }
}
