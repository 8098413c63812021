using ChangeGate.Rehearsals;
using ChangeGate.Reports.Pages;

namespace ChangeGate.Reports;

/// <summary>A rehearsal without a judgement, as one page: what <c>rehearse</c> saw.</summary>
public static class RehearsalPage
{
    /// <param name="report">What was seen.</param>
    /// <param name="target">What a person calls the database that it stands for.</param>
    /// <param name="at">When; null shows no time.</param>
    public static string Render(RehearsalReport report, string target, DateTimeOffset? at)
    {
        List<(string Id, string Title, Html Body)> sections = [("rehearsal", "What the rehearsal saw", RehearsalSection.Render(report))];

        if (report.Migrations.Where(static migration => migration.Schema is { Diff.IsEmpty: false }).ToList() is { Count: > 0 } changed)
        {
            sections.Add(("schema", "Schema", RehearsedSchemaSection.Render(changed)));
        }

        if (report.Migrations.Any(static migration => migration.Rollback.Script.Count > 0))
        {
            sections.Add(("rollback", "Rollback", ProvedSection.Render(report)));
        }

        return PageFrame.Render($"{Wording.Sentence(RehearsalText.Headline(report))}: {target} · ChangeGate", Band(report, target), sections, Foot(at));
    }

    private static Html Band(RehearsalReport report, string target) =>
        $"""
        <div class="band is-{Html.ClassOf(RehearsalText.WorstOf(report))}"><header>
        <p class="name">ChangeGate · {Html.Name(target)} on {Html.Prose(report.Server)}</p>
        <div class="verdict"><div><h1>{Html.Mark(RehearsalText.WorstOf(report))}{Wording.Sentence(RehearsalText.Headline(report))}</h1>
        <p class="needs">{Html.Prose(Wording.Sentence($"rollback {RehearsalText.Rollback(report)}"))}</p></div></div>
        <dl class="facts">
        <div><dt>Migrations</dt><dd>{report.Migrations.Count}</dd></div>
        <div><dt>Statements</dt><dd>{report.Migrations.Sum(static migration => migration.Statements.Count)}</dd></div>
        <div><dt>Rollbacks proved</dt><dd>{RehearsalText.Proved(report)}</dd></div>
        </dl>
        </header></div>
        """;

    private static Html Foot(DateTimeOffset? at) =>
        $"<footer><p>ChangeGate ran it on databases that it threw away{Html.When(at is not null, $", on {Wording.Time(at ?? default)}")}. No row of any real database was read.</p></footer>";
}
