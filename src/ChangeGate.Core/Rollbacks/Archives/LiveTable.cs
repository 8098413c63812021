using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Archives;

/// <summary>An archive's table as it stands at some point of the migration: the columns of both, by the names that each has there.</summary>
/// <param name="Table">The table at that point.</param>
/// <param name="Key">Pairs of names, start and present; null where the key does not reach that far.</param>
internal sealed record LiveTable(Table Table, IReadOnlyList<(string Kept, string Live)>? Key, TableLineage Lineage)
{
    /// <summary>null when the table is not there at that point.</summary>
    public static LiveTable? At(Archive archive, Lineage lineage, SchemaSnapshot schema) =>
        lineage.NameOf(archive.Source) is { } name && schema.Find<Table>(ObjectId.Table(name)) is { } table && lineage.Of(name) is { } present
            ? new LiveTable(table, KeyOf(archive, present), present)
            : null;

    /// <summary>The column that the archive calls <paramref name="kept"/>; null when it is not there.</summary>
    public ColumnDefinition? Column(string kept) => Lineage.NameOf(kept) is { } name ? Table.Column(name) : null;

    private static List<(string Kept, string Live)>? KeyOf(Archive archive, TableLineage lineage)
    {
        if (archive.Key is not { } key)
        {
            return null;
        }

        var pairs = key.Columns.Select(column => (Kept: column, Live: lineage.NameOf(column))).ToList();

        return pairs.TrueForAll(pair => pair.Live is not null) ? pairs.ConvertAll(pair => (pair.Kept, pair.Live!)) : null;
    }
}
