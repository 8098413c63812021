using ChangeGate.Reports.Diagrams;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Reports.Pages;

/// <summary>The tables that are touched as one picture, and the rest as words.</summary>
internal static class SchemaSection
{
    private const int Shown = 60;

    public static Html Render(TouchedSchema schema) =>
        $"""
        {Html.When(schema.Tables.Count > 0, $"<figure class=\"picture\">{SchemaPicture.Draw(schema, SchemaPicture.Wide)}{SchemaPicture.Draw(schema, SchemaPicture.Narrow)}<figcaption>{Caption(schema)}</figcaption></figure>")}
        {Html.When(schema.Others.Count > 0, $"<p class=\"label\">Other objects</p><ul class=\"plain\">{schema.Others.Take(Shown).Select(Other)}</ul>")}
        {Html.When(schema.Others.Count > Shown, $"<p class=\"small soft\">And {schema.Others.Count - Shown} more.</p>")}
        """;

    public static Html Source(ReportedSchema schema) => schema.Source is { } source ? $"<p>{Html.Prose(source)}</p>" : Html.Empty;

    /// <summary>The same as statements; nothing where there are none.</summary>
    public static Html AsSql(EquatableList<string> sql) => sql.Count == 0
        ? Html.Empty
        : $"<details class=\"more\"><summary><span></span><span>The same as SQL</span></summary><div class=\"open\">{Html.Sql(SecretMask.Apply(MarkdownParts.Statements(sql)))}</div></details>";

    private static string Caption(TouchedSchema schema)
    {
        var hidden = schema.Tables.Count - SchemaPicture.TablesShown;
        return $"+ added, − dropped, ~ changed.{(hidden > 0 ? $" {Wording.Count(hidden, "more table is", "more tables are")} not drawn." : "")}";
    }

    private static Html Other(Difference difference)
    {
        var (sign, tone) = difference.Kind switch
        {
            DifferenceKind.Added => ("+ added", Tone.Good),
            DifferenceKind.Dropped => ("− dropped", Tone.Bad),
            DifferenceKind.Renamed => ("~ renamed", Tone.Wait),
            _ => ("~ changed", Tone.Wait),
        };
        var details = difference.Details.Count == 0 ? "" : ": " + string.Join("; ", difference.Details);
        return $"<li><span class=\"{Html.ClassOf(tone)}\">{sign}</span> {ObjectWords.Describe(difference.Object.Kind)} {Html.Name(difference.Object.ToString())}{Html.When(difference.Before is not null, $", was {Html.Name(difference.Before?.ToString() ?? "")}")}{details}</li>\n";
    }
}
