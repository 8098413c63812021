using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>How many rows a table has that a set touches, as the engine estimates or counts them.</summary>
public sealed record TableRows(ObjectName Table, long Rows)
{
    /// <summary>A table that is still smaller than this has not grown into a danger.</summary>
    private const long Small = 10_000;

    /// <summary>A table with more than this many times the rows is not the one that somebody approved.</summary>
    private const int Growth = 10;

    /// <summary>Of these tables, those whose sizes are known, by name.</summary>
    public static EquatableList<TableRows> Of(IEnumerable<ObjectName> tables, SchemaStatistics? statistics)
    {
        var known = (statistics?.Tables ?? []).GroupBy(static table => table.Table).ToDictionary(static group => group.Key, static group => group.Max(static table => table.Rows));

        return [.. tables.Distinct().Where(known.ContainsKey).Select(table => new TableRows(table, known[table])).OrderBy(static size => size.Table.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Why consent that was given at one size does not hold at another.</summary>
    /// <param name="approved">What the approver had before them; a table that is not there had no size that anybody knew.</param>
    /// <param name="now">As it is.</param>
    /// <returns>null where it holds.</returns>
    public static string? Outgrown(EquatableList<TableRows> approved, EquatableList<TableRows> now)
    {
        var seen = approved.GroupBy(static size => size.Table).ToDictionary(static group => group.Key, static group => group.Min(static size => size.Rows));
        var grown = now.Where(size => size.Rows >= Small && seen.TryGetValue(size.Table, out var rows) && size.Rows / Growth > rows).MaxBy(static size => size.Rows);

        return grown is null ? null : $"`{grown.Table}` had {Count(seen[grown.Table])} rows when it was given, and has {Count(grown.Rows)} now. Take a new `changegate snapshot`, look at the change with it, and approve again.";
    }

    internal JsonObject Write() => new() { ["schema"] = Table.Schema, ["name"] = Table.Name, ["rows"] = Rows };

    internal static TableRows Read(JsonElement element) => new(new ObjectName(element.OptionalText("schema"), element.Text("name")), element.Number("rows"));

    private static string Count(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);
}
