using ChangeGate.Rehearsals;
using ChangeGate.Reports.Diagrams;

namespace ChangeGate.Reports.Pages;

/// <summary>What each migration made of the schema, as the catalogs of the engine say: a picture, and SQL that leads from one to the other.</summary>
internal static class RehearsedSchemaSection
{
    private const int Shown = 20;

    public static Html Render(IReadOnlyList<MigrationRehearsal> changed) =>
        $"""
        <p>Read from the engine before and after each migration, whatever its text says.</p>
        <ol class="rows">{changed.Take(Shown).Select(migration => Row(migration, changed.Count == 1))}</ol>
        {Html.When(changed.Count > Shown, $"<p class=\"small soft\">And {changed.Count - Shown} more.</p>")}
        """;

    private static Html Row(MigrationRehearsal rehearsal, bool isOpen)
    {
        var change = rehearsal.Schema!; // Only those that have one come here.

        return $"""
            <li><details{(isOpen ? (Html)$" open" : Html.Empty)}><summary>{Html.Mark(Tone.Unknown)}<span><span class="path">{Html.Name(rehearsal.Migration.Path)}</span><br><span class="small soft">{Wording.Count(change.Diff.Differences.Count, "difference", "differences")}</span></span></summary>
            <div class="open">{SchemaSection.Render(TouchedSchema.Of(change.Before, change.After, change.Diff))}
            {SchemaSection.AsSql(change.Sql)}</div></details></li>

            """;
    }
}
