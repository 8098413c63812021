using ChangeGate.Rehearsals;

namespace ChangeGate.Reports.Pages;

/// <summary>The statements that took each migration back, the last one first.</summary>
internal static class ProvedSection
{
    private const int Shown = 60;

    public static Html Render(RehearsalReport report) =>
        $"<ol class=\"rows reversed\">{report.Migrations.Reverse().Where(static migration => migration.Rollback.Script.Count > 0).Take(Shown).Select(Row)}</ol>";

    private static Html Row(MigrationRehearsal rehearsal) =>
        $"""
        <li><details><summary>{Html.Mark(rehearsal.Rollback.Verdict.ToTone())}<span>{Html.Name(rehearsal.Migration.Path)}<br><span class="small soft">{rehearsal.Rollback.Verdict.ToTitle()}</span></span></summary>
        <div class="open">{Html.When(rehearsal.Rollback.Kept.Count > 0, $"<p class=\"label\">Kept first, in the migration's own transaction</p>{Html.Sql(SecretMask.Apply(MarkdownParts.Statements(rehearsal.Rollback.Kept)))}")}
        <p class="label">The reverse</p>{Html.Sql(SecretMask.Apply(MarkdownParts.Statements(rehearsal.Rollback.Script)))}</div></details></li>

        """;
}
