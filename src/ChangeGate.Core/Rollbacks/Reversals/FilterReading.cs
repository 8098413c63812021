using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Whether the condition of a DELETE or UPDATE finds the same rows before the migration as it does in its place.</summary>
internal static partial class FilterReading
{
    private static readonly HashSet<string> Constant = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "and", "or", "not", "any", "all", "between", "like", "ilike", "is", "null", "coalesce", "nullif", "lower", "upper", "length", "trim", "btrim", "abs", "now", "date", "cast",
        "array", "row", "exists", "when", "then", "else", "date_trunc", "char_length", "octet_length", "substr", "substring", "replace", "strpos", "instr",
    };

    /// <summary>null when it does not, or when that cannot be seen: then every row is kept.</summary>
    public static ArchiveFilter? Of(Undoing undo, ObjectName table, string? alias, string? where)
    {
        if (where is null || Query().IsMatch(where) || !Calls().Matches(where).All(call => Constant.Contains(call.Groups["name"].Value)))
        {
            return null;
        }

        // The same names must mean the same columns, and the rows must be as they were.
        var id = ObjectId.Table(table);
        var isAsBefore = undo.IsFirstWrite && undo.Before.Find<Table>(id) is { } now && now == undo.Archives.Start.Find<Table>(id);

        return isAsBefore ? new ArchiveFilter(alias ?? table.Name, where) : null;
    }

    [GeneratedRegex(@"\b(select|values|with|table)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Query();

    [GeneratedRegex("""(?<name>[\w"]+)\s*\(""")]
    private static partial Regex Calls();
}
