using ChangeGate.Changes;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>
/// How many rows each table gets: tables keep their order by size, and their distances as logarithms. None gets fewer than it would without sizes, since rows with NULLs,
/// repetitions and values at the edge of their types are what a change stumbles over; nor does one that is empty in the target, which may hold rows by the time of the change.
/// </summary>
internal sealed class RowCounts(RowOptions options)
{
    private const int More = 4;

    /// <summary>What a table of a thousand million rows comes to.</summary>
    private int Most => options.Rows + (9 * More);

    private readonly Dictionary<ObjectName, long> _known = (options.Statistics?.Tables ?? []).GroupBy(static table => Placed(table.Table)).ToDictionary(static tables => tables.Key, static tables => tables.Max(static table => table.Rows));

    public int Of(ObjectName table) => _known.TryGetValue(Placed(table), out var rows)
        ? Math.Min(Most, options.Rows + (int)(More * Math.Log10(1 + Math.Max(0d, rows))))
        : options.Rows;

    // Names without a schema stand for the one that is there without being named.
    private static ObjectName Placed(ObjectName name) => name.Schema is "public" ? name with { Schema = null } : name;
}
