using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Changes;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>How many rows a table has that a set touches, as the engine estimates or counts them.</summary>
public sealed record TableRows(ObjectName Table, long Rows)
{
    private const string Key = "sizes";

    /// <summary>A table that is still smaller than this has not grown into a danger.</summary>
    private const long Small = 10_000;

    /// <summary>A table with more than this many times the rows is not the one that somebody approved.</summary>
    private const int Growth = 10;

    /// <summary>Of these tables, those whose sizes are known, by name.</summary>
    public static EquatableList<TableRows> Of(IEnumerable<ObjectName> tables, IReadOnlyDictionary<ObjectName, long> known) =>
        [.. tables.Distinct().Where(known.ContainsKey).Select(table => new TableRows(table, known[table])).OrderBy(static size => size.Table.ToString(), StringComparer.Ordinal)];

    /// <summary>Why consent that was given at one size does not hold at another.</summary>
    /// <param name="approved">What the approver had before them; a table that is not there had no size that anybody knew.</param>
    /// <param name="now">As it is.</param>
    /// <returns>null where it holds.</returns>
    public static string? Outgrown(EquatableList<TableRows> approved, EquatableList<TableRows> now)
    {
        var seen = approved.GroupBy(static size => size.Table).ToDictionary(static group => group.Key, static group => group.Min(static size => size.Rows));
        var grown = now.Where(size => size.Rows >= Small && seen.TryGetValue(size.Table, out var rows) && size.Rows / Growth > rows).MaxBy(static size => size.Rows);

        return grown is null ? null : $"`{grown.Table}` had {seen[grown.Table]:N0} rows when it was given, and has {grown.Rows:N0} now. Take a new `changegate snapshot`, look at the change with it, and approve again.";
    }

    /// <summary>As a list that stands under <c>sizes</c>, where there is any.</summary>
    internal static void WriteAll(EquatableList<TableRows> sizes, JsonObject to)
    {
        if (sizes.Count > 0)
        {
            to[Key] = new JsonArray([.. sizes.Select(static size => size.Write())]);
        }
    }

    internal static EquatableList<TableRows> ReadAll(JsonElement from) => from.TryGetProperty(Key, out _) ? [.. from.Items(Key).Select(Read)] : [];

    private JsonObject Write() => new() { ["schema"] = Table.Schema, ["name"] = Table.Name, ["rows"] = Rows };

    private static TableRows Read(JsonElement element) => new(new ObjectName(element.OptionalText("schema"), element.Text("name")), element.Number("rows"));
}
