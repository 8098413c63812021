using System.Text;

namespace ChangeGate.Reports.Diagrams;

/// <summary>Mermaid's <c>erDiagram</c> of the tables that a proposal touches. Mermaid allows few characters in names, so names are simplified.</summary>
internal static class ErDiagram
{
    private const int TablesShown = 12;

    private const int ColumnsShown = 30;

    /// <summary>Both texts; null where nothing that is drawn exists on that side.</summary>
    public static (string? Before, string? After) Render(TouchedSchema schema) => (Side(schema, isAfter: false), Side(schema, isAfter: true));

    private static string? Side(TouchedSchema schema, bool isAfter)
    {
        var tables = schema.Tables.Where(table => (isAfter ? table.After : table.Before) is not null).Take(TablesShown).ToList();

        if (tables.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder("erDiagram\n");

        foreach (var (table, index) in tables.Select((table, index) => (table, index)))
        {
            AppendTable(text, table, index, isAfter);
        }

        foreach (var link in schema.Links.Where(link => link.State != (isAfter ? DiagramState.Dropped : DiagramState.Added)))
        {
            AppendLink(text, link, tables);
        }

        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, DiagramTable table, int index, bool isAfter)
    {
        var name = (isAfter ? table.After : table.Before)!.Id.Name; // Only tables of this side come here.
        var mark = (table.State, isAfter) switch
        {
            (DiagramState.Added, true) => " (added)",
            (DiagramState.Dropped, false) => " (dropped)",
            (DiagramState.Renamed, true) => " (renamed)",
            _ => "",
        };

        text.Append($"    t{index}[\"{Escape.MermaidLabel(name + mark)}\"] {{\n");

        foreach (var column in table.Columns.Where(column => (isAfter ? column.After : column.Before) is not null).Take(ColumnsShown))
        {
            AppendColumn(text, column, isAfter);
        }

        text.Append("    }\n");
    }

    private static void AppendColumn(StringBuilder text, DiagramColumn column, bool isAfter)
    {
        var definition = (isAfter ? column.After : column.Before)!; // Only columns of this side come here.
        var key = (column.IsKey, column.IsForeignKey) switch
        {
            (true, true) => " PK, FK",
            (true, false) => " PK",
            (false, true) => " FK",
            _ => "",
        };
        var mark = (column.State, isAfter) switch
        {
            (DiagramState.Added, _) => " \"added\"",
            (DiagramState.Dropped, _) => " \"dropped\"",
            (DiagramState.Changed, true) => " \"changed\"",
            (DiagramState.Renamed, true) => $" \"was {Escape.MermaidLabel(column.Before!.Name)}\"", // A renamed column has a before.
            _ => "",
        };

        text.Append($"        {Word(definition.Type.ToString())} {Word(definition.Name)}{key}{mark}\n");
    }

    private static void AppendLink(StringBuilder text, DiagramLink link, List<DiagramTable> tables)
    {
        var from = tables.FindIndex(table => table.Name == link.From);
        var to = tables.FindIndex(table => table.Name == link.To);

        if (from >= 0 && to >= 0)
        {
            var mark = link.State switch
            {
                DiagramState.Added => " (added)",
                DiagramState.Dropped => " (dropped)",
                _ => "",
            };
            text.Append($"    t{to} ||--o{{ t{from} : \"{Escape.MermaidLabel(link.Column + mark)}\"\n");
        }
    }

    // An attribute's type and name begin with a letter and hold letters, digits and underscores.
    private static string Word(string name)
    {
        var word = new string([.. name.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        word = word.TrimEnd('_');
        return word.Length > 0 && char.IsAsciiLetter(word[0]) ? word : "_" + word;
    }
}
