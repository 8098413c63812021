using ChangeGate.Changes;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>How many rows each table gets: tables keep their order by size, and their distances as logarithms.</summary>
internal sealed class RowCounts(RowOptions options)
{
    /// <summary>Of a table that is empty in the target too: what is known of it is as old as the statistics, and it may hold rows by the time of the change.</summary>
    private const int Fewest = 4;

    private const int More = 5;

    /// <summary>What a table of a thousand million rows comes to.</summary>
    private const int Most = Fewest + (9 * More);

    private readonly Dictionary<ObjectName, long> _known = (options.Statistics?.Tables ?? []).GroupBy(static table => Placed(table.Table)).ToDictionary(static tables => tables.Key, static tables => tables.Max(static table => table.Rows));

    public int Of(ObjectName table) => _known.TryGetValue(Placed(table), out var rows)
        ? Math.Min(Most, Fewest + (int)(More * Math.Log10(1 + Math.Max(0d, rows))))
        : options.Rows;

    // Names without a schema stand for the one that is there without being named.
    private static ObjectName Placed(ObjectName name) => name.Schema is "public" ? name with { Schema = null } : name;
}
