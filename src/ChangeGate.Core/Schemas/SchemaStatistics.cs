using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>How large a table is. Counts only: never a row, never a value.</summary>
/// <param name="Rows">The engine's own estimate, or a count.</param>
/// <param name="Bytes">With indexes; null where the engine does not say.</param>
public sealed record TableStatistics(ObjectName Table, long Rows, long? Bytes);

/// <summary>Sizes of a database, read at a moment.</summary>
public sealed record SchemaStatistics(DateTimeOffset ReadAt, EquatableList<TableStatistics> Tables)
{
    /// <summary>Rows by table. One that is listed twice has the larger number.</summary>
    public Dictionary<ObjectName, long> RowsByTable() =>
        Tables.GroupBy(static table => table.Table).ToDictionary(static group => group.Key, static group => group.Max(static table => table.Rows));
}
