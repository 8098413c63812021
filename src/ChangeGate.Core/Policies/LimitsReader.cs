using ChangeGate.Rules;

namespace ChangeGate.Policies;

/// <summary>Reads <c>limits:</c> of a policy.</summary>
internal static class LimitsReader
{
    public static RuleLimits Read(ConfigurationNode node)
    {
        var section = Section.Read(node, "`limits`", ConfigurationKeys.Limits);
        var usual = new RuleLimits();

        return new RuleLimits
        {
            InsertedRows = section.FindNumber("insertedRows", 1, int.MaxValue) ?? usual.InsertedRows,
            AffectedRows = section.FindNumber("affectedRows", 1, int.MaxValue) ?? usual.AffectedRows,
            BackfilledRows = section.FindNumber("backfilledRows", 1, int.MaxValue) ?? usual.BackfilledRows,
            IndexColumns = section.FindNumber("indexColumns", 1, 32) ?? usual.IndexColumns,
            UniqueIndexColumns = section.FindNumber("uniqueIndexColumns", 1, 32) ?? usual.UniqueIndexColumns,
            IndexesPerTable = section.FindNumber("indexesPerTable", 1, 1000) ?? usual.IndexesPerTable,
            LockTimeoutSeconds = section.FindNumber("lockTimeoutSeconds", 1, 3600) ?? usual.LockTimeoutSeconds,
            DroppedTables = Pattern(section, "droppedTables") ?? usual.DroppedTables,
            TableNames = Pattern(section, "tableNames"),
            ColumnNames = Pattern(section, "columnNames"),
            RequiredColumns = section.Find("requiredColumns") is { } columns ? [.. Section.Texts(columns, "`requiredColumns`").Select(static column => column.Value)] : [],
            DeniedTypes = section.Find("deniedTypes") is { } types ? [.. Section.Texts(types, "`deniedTypes`").Select(static type => type.Value)] : [],
        };
    }

    private static string? Pattern(Section section, string key)
    {
        if (section.FindText(key) is not { } pattern)
        {
            return null;
        }

        try
        {
            return Patterns.Of(pattern).ToString();
        }
        catch (Exception refusal) when (refusal is ArgumentException or NotSupportedException)
        {
            throw section.Find(key)!.Place.Error($"`{key}` is {ConfigurationNode.Quote(pattern)}, which is no regular expression that can be asked.", "Write one without look-around and back references: `^[a-z_]+$`.");
        }
    }
}
