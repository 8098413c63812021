using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules;

/// <summary>The parts of sentences that many rules say: amounts, names in a row, how long a lock lasts, why the worst is assumed.</summary>
internal static class Wording
{
    // Cautious figures for one core and a warm cache; only the order of magnitude is meant.
    private const double RowsScannedPerSecond = 4_000_000;
    private const double RowsRewrittenPerSecond = 800_000;

    public static string Code(object name) => $"`{name}`";

    public static string List(IReadOnlyCollection<string> items) => items.Count switch
    {
        0 => "",
        1 => items.First(),
        _ => $"{string.Join(", ", items.SkipLast(1))} and {items.Last()}",
    };

    /// <summary>At most five of them by name.</summary>
    public static string Names<T>(IEnumerable<T> names)
        where T : notnull
    {
        var all = names.Select(name => Code(name)).Distinct(StringComparer.Ordinal).ToList();

        return all.Count <= 5 ? List(all) : List([.. all.Take(4), $"{all.Count - 4} more"]);
    }

    /// <summary><c>1.2 million</c>.</summary>
    public static string Amount(long count) => count switch
    {
        >= 1_000_000_000 => Scaled(count / 1e9, "billion"),
        >= 1_000_000 => Scaled(count / 1e6, "million"),
        _ => count.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary><c>its 1.2 million values</c>, or <c>its values</c> where no statistics say.</summary>
    public static string Its(long? rows, string what) => rows is { } count ? $"its {Amount(count)} {what}" : $"its {what}";

    /// <summary><c> for about 4 s at 12 million rows</c>; empty where no statistics say.</summary>
    public static string Duration(LockEffect? effect, long? rows)
    {
        if (effect is null || rows is not { } count || !(effect.Scans || effect.Rewrites))
        {
            return "";
        }

        var seconds = count / (effect.Rewrites ? RowsRewrittenPerSecond : RowsScannedPerSecond);

        return $" for about {Time(seconds)} at {Amount(count)} rows";
    }

    /// <summary><c>blocks reads and writes of `orders` for about 4 s at 12 million rows</c>.</summary>
    public static string Blocks(RuleContext context) => context.Lock is { } effect
        ? $"blocks {effect.Blocks} of {Names(effect.Relations.Select(Short))}{(effect.Besides is { Blocks: "writes" } other ? $" and writes of {Names(other.Relations.Select(Short))}" : "")}{Duration(effect, context.SubjectRows)}"
        : "blocks reads and writes of the table";

    /// <summary>Without the schema that every name is in unless it says so.</summary>
    public static ObjectName Short(ObjectName name) => name.Schema == "public" ? name with { Schema = null } : name;

    public static ObjectId Short(ObjectId id) => id with { Name = Short(id.Name) };

    public static string Assumption(Loss loss, ObjectName name) => loss.Assumed ? $" The history does not say what {Code(name)} holds, so the worst is assumed." : "";

    /// <summary>The columns that are lost, each by its name in the baseline.</summary>
    public static string Lost(Loss loss) => Names(loss.Columns.Select(column => Short(column)));

    private static string Scaled(double value, string unit) => $"{value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} {unit}";

    private static string Time(double seconds) => seconds switch
    {
        < 0.95 => $"{Math.Max(1, Math.Round(seconds * 100)) * 10:0} ms",
        < 90 => $"{Math.Round(seconds):0} s",
        < 5400 => $"{Math.Round(seconds / 60):0} min",
        _ => $"{Math.Round(seconds / 3600):0} h",
    };
}
