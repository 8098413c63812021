using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Reading;

/// <summary>Recognises the query of a table rebuild: one that brings every row of a table across.</summary>
internal static class CopyReader
{
    /// <summary>Functions that answer row by row. Any other might be an aggregate, which makes one row of many.</summary>
    private static readonly HashSet<string> RowFunctions = new(
        [
            "abs", "char", "coalesce", "concat", "concat_ws", "date", "datetime", "format", "glob", "hex", "ifnull", "iif", "if", "instr", "json", "json_array",
            "json_array_length", "json_extract", "json_insert", "json_object", "json_patch", "json_quote", "json_remove", "json_replace", "json_set", "json_type",
            "json_valid", "jsonb", "julianday", "length", "like", "likelihood", "likely", "lower", "ltrim", "nullif", "octet_length", "printf", "quote", "random",
            "randomblob", "replace", "round", "rtrim", "sign", "strftime", "substr", "substring", "time", "timediff", "trim", "typeof", "unhex", "unicode", "unixepoch",
            "unlikely", "upper", "zeroblob", "ceil", "ceiling", "floor", "trunc", "mod", "power", "pow", "sqrt", "exp", "ln", "log", "log10", "log2",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static RowCopy? Read(Query query)
    {
        if (query.Cores is not [{ IsValues: false, Distinct: false, IsGrouped: false, From.Count: > 0 } core] || !DeliversAll(query, core))
        {
            return null;
        }

        var first = core.From[0];
        var others = core.From.Skip(1).ToList();

        if (first is not { Name: { } source, IsFunction: false } || query.With.Any(table => table.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // A left join keeps each row of its left side.
        if (!others.TrueForAll(other => other.Join is "LEFT" or "LEFT OUTER"))
        {
            return null;
        }

        return new RowCopy(source, [.. core.Items.Select(item => ColumnOf(item, first, others.Count > 0))]);
    }

    private static bool DeliversAll(Query query, QueryCore core) =>
        query.Limit is null
        && (core.Where is null || RowFilterReader.IsAlwaysTrue(core.Where))
        && core.Items.All(item => item.Value is null || IsRowByRow(item.Value));

    private static bool IsRowByRow(Expression expression) =>
        (expression is not Call call
            || call.IsWindowed
            || RowFunctions.Contains(call.Function)
            || (call.Function.ToLowerInvariant() is "min" or "max" && call.Operands.Count > 1))
        && expression.Operands.All(IsRowByRow);

    private static string? ColumnOf(QueryItem item, Source source, bool isJoined)
    {
        var name = source.Alias ?? source.Name?.Name;
        var qualifier = item.Qualifier ?? (item.Value as NamePath)?.Qualifier;

        // Without a qualifier, a column of a join may belong to the other table.
        if (qualifier is null ? isJoined : !qualifier.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return item.IsStar ? "*" : (item.Value as NamePath)?.Column;
    }
}
