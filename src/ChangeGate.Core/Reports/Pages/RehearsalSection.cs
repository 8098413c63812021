using ChangeGate.Rehearsals;

namespace ChangeGate.Reports.Pages;

/// <summary>What happened on a database that was thrown away: each migration opens in place.</summary>
internal static class RehearsalSection
{
    private const int Shown = 200;

    public static Html Render(RehearsalReport report) =>
        $"""
        <p>Run up, down and up again on {Html.Prose(report.Server)}, with rows that are made up.</p>
        {Trouble(report)}
        <ol class="rows">{report.Migrations.Select(migration => Row(migration, report.Migrations.Count == 1 || migration.Rollback.Verdict == ProofVerdict.Fails))}</ol>
        {Html.When(report.Migrations.Any(static migration => migration.Statements.Any(static statement => statement.AtSize is not null)), $"<p class=\"small soft\">{RehearsalText.Assumptions}</p>")}
        """;

    /// <summary>Also beside the rollback script: whether it was proved, and the author's own.</summary>
    public static Html Proofs(MigrationRehearsal rehearsal) =>
        $"""
        <li>{Html.Mark(rehearsal.Rollback.Verdict.ToTone())}rollback: {Html.Prose(RehearsalText.Say(rehearsal.Rollback))}</li>
        {Html.When(rehearsal.Down is not null, $"<li>{Html.Mark(rehearsal.Down?.Verdict.ToTone() ?? Tone.Unknown)}the author’s own down script: {Html.Prose(rehearsal.Down is { } down ? RehearsalText.Say(down) : "")}</li>")}
        """;

    private static Html Trouble(RehearsalReport report) => RehearsalText.Trouble(report) is { } trouble
        ? $"<p>{Html.Mark(RehearsalText.ToneOf(report))}{Html.Prose(Wording.Sentence(trouble))}</p>"
        : Html.Empty;

    private static Html Row(MigrationRehearsal rehearsal, bool isOpen) =>
        $"""
        <li><details{(isOpen ? (Html)$" open" : Html.Empty)}><summary>{Html.Mark(rehearsal.Rollback.Verdict.ToTone())}<span><span class="path">{Html.Name(rehearsal.Migration.Path)}</span><br><span class="small soft">{Wording.Count(rehearsal.Statements.Count, "statement", "statements")} in {Wording.Duration(Took(rehearsal))} · rollback {rehearsal.Rollback.Verdict.ToTitle()}</span></span></summary>
        <div class="open"><ul class="plain">{Proofs(rehearsal)}{Remarks(rehearsal)}</ul>
        {Table(rehearsal)}</div></details></li>

        """;

    private static IEnumerable<Html> Remarks(MigrationRehearsal rehearsal)
    {
        if (RehearsalText.Lost(rehearsal.Lost) is { } lost)
        {
            yield return $"<li>{Html.Mark(Tone.Wait)}{Html.Prose(lost)}</li>";
        }

        if (RehearsalText.FoldProblem(rehearsal) is { } problem)
        {
            yield return $"<li>{Html.Mark(Tone.Bad)}{Html.Prose(problem)}</li>";
        }
    }

    private static Html Table(MigrationRehearsal rehearsal)
    {
        if (rehearsal.Statements.Count == 0)
        {
            return Html.Empty;
        }

        var columns = SeenStatements.ColumnsOf(rehearsal);
        return $"""
            <div class="scroll" tabindex="0"><table class="stack seen"><thead><tr>{columns.Select(static column => (Html)$"<th{Number(column)}>{column.Title}</th>")}</tr></thead><tbody>
            {rehearsal.Statements.Take(Shown).Select(statement => (Html)$"<tr>{columns.Select(column => Cell(column, column.Text(rehearsal, statement)))}</tr>\n")}
            </tbody></table></div>
            {Html.When(rehearsal.Statements.Count > Shown, $"<p class=\"small soft\">And {rehearsal.Statements.Count - Shown} more statements.</p>")}
            """;
    }

    // On a phone each cell is a line of its own: an empty one would be a label without anything.
    private static Html Cell(SeenColumn column, string prose) => prose.Length == 0
        ? (Html)$"<td{Number(column)}></td>"
        : $"<td{Number(column)} data-label=\"{column.Title}\">{Html.Prose(prose)}</td>";

    private static Html Number(SeenColumn column) => column.IsNumber ? (Html)$" class=\"number\"" : Html.Empty;

    private static TimeSpan Took(MigrationRehearsal rehearsal) => rehearsal.Statements.Aggregate(TimeSpan.Zero, static (sum, statement) => sum + statement.Duration);
}
