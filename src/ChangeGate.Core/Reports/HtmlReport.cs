using ChangeGate.Decisions;
using ChangeGate.Reports.Diagrams;
using ChangeGate.Reports.Pages;

namespace ChangeGate.Reports;

/// <summary>A judgement as one page that needs nothing but itself: no script, no request, no font. Its own policy forbids them.</summary>
public static class HtmlReport
{
    public static string Render(Judgement judgement, ReportOptions options)
    {
        var summary = new JudgementSummary(judgement, options);
        var sections = Sections(summary).ToList();
        Html page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{PageStyle.Digest}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{Title(summary)}</title>
            <style>{Style}</style>
            </head>
            <body>
            {VerdictBand.Render(summary)}
            <nav aria-label="Sections"><ul>{sections.Select(section => (Html)$"<li><a href=\"#{section.Id}\">{section.Title}</a></li>")}</ul></nav>
            <main>
            {sections.Select(section => (Html)$"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"><h2 id=\"{section.Id}-title\">{section.Title}</h2>\n{section.Body}\n</section>\n")}
            </main>
            {Foot(summary)}
            </body>
            </html>

            """;
        return page.ToString();
    }

    private static Html Style
    {
        get
        {
            Html style = $"";
            style.AppendLiteral(PageStyle.Sheet);
            return style;
        }
    }

    private static string Title(JudgementSummary summary) =>
        $"{Wording.Sentence(summary.Decision.Verdict.ToTitle())}: {summary.Assessment.Set.Target} · ChangeGate";

    private static IEnumerable<(string Id, string Title, Html Body)> Sections(JudgementSummary summary)
    {
        yield return ("migrations", "Migrations", MigrationsSection.Render(summary));

        if (TouchedSchema.Of(summary.Assessment) is { IsEmpty: false } schema)
        {
            yield return ("schema", "Schema", SchemaSection.Render(schema));
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
