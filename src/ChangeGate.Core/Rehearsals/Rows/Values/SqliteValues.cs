using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows.Values;

/// <summary>The values of SQLite's declared types: what an application would store there, which is less than the engine takes.</summary>
internal static class SqliteValues
{
    public static ValueSource Of(Table table, ColumnDefinition column, bool isIndexed)
    {
        var name = column.Type.Name.ToUpperInvariant();
        var limit = Limit(column.Type);

        if (IsRowId(table, column))
        {
            return NumberValues.Counted(long.MaxValue);
        }

        // STRICT tables know six types and check them; DATE is none of them.
        return name switch
        {
            _ when Has(name, "BOOL") => NumberValues.Whole(0, 1) with { Edges = [Cell.Number(0), Cell.Number(1)], Ordinary = number => Cell.Number(number % 2) },
            _ when Has(name, "UNSIGNED") => NumberValues.Whole(0, long.MaxValue),
            _ when Has(name, "TINYINT") => NumberValues.Whole(0, 127) with { Edges = [Cell.Number(0), Cell.Number(1), Cell.Number(127)], Ordinary = number => Cell.Number(number % 128) },
            _ when Has(name, "INT") => NumberValues.Whole(long.MinValue, long.MaxValue),
            _ when Has(name, "JSON") => Json(),
            _ when Has(name, "CHAR") || Has(name, "CLOB") || Has(name, "TEXT") || Has(name, "STRING") => Collated(TextValues.Of(limit, isIndexed), column),
            _ when Has(name, "BLOB") || name.Length == 0 => Blobs(),
            _ when Has(name, "REAL") || Has(name, "FLOA") || Has(name, "DOUB") => NumberValues.Real(),
            _ when Has(name, "TIMESTAMP") || Has(name, "DATETIME") => TimeValues.Moments(isZoned: false, hasInfinity: false),
            _ when Has(name, "DATE") => TimeValues.Days(hasInfinity: false),
            _ when Has(name, "TIME") => TimeValues.Times(""),
            _ when Has(name, "NUM") || Has(name, "DEC") => NumberValues.Exact(limit ?? 15, Scale(column.Type)),
            _ => Collated(TextValues.Of(limit, isIndexed), column),
        };
    }

    /// <summary>Another name of the row's own number.</summary>
    public static bool IsRowId(Table table, ColumnDefinition column) =>
        table.PrimaryKey is { Columns: [var only] } && only.Equals(column.Name, StringComparison.OrdinalIgnoreCase)
        && column.Type.Name.Equals("INTEGER", StringComparison.OrdinalIgnoreCase)
        && !table.Options.Any(option => option.Equals("WITHOUT ROWID", StringComparison.OrdinalIgnoreCase));

    private static ValueSource Collated(ValueSource text, ColumnDefinition column) =>
        string.Equals(column.Collation, "NOCASE", StringComparison.OrdinalIgnoreCase) ? TextValues.WithoutCase(text) : text;

    private static ValueSource Json() => TextValues.Of(null, isIndexed: true) with
    {
        Edges = [Cell.Text("{}"), Cell.Text("[]"), Cell.Text("null"), Cell.Text("{\"a\": {\"b\": [1, {\"c\": null}], \"é\": \"\U0001F600\"}}")],
        Ordinary = number => Cell.Text($"{{\"n\": {number}}}"),
    };

    private static ValueSource Blobs() => new()
    {
        Edges = [new Cell("x''", Unknown.Value), new Cell("x'00FF'", Unknown.Value)],
        Ordinary = number => new Cell($"x'{number + 4096:X8}'", Unknown.Value),
    };

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.Ordinal);

    // VARCHAR(20) may stand in the modifiers or in the name itself.
    private static int? Limit(DataType type) => Numbers(type) is [var first, ..] ? first : null;

    private static int Scale(DataType type) => Numbers(type) is [_, var second, ..] ? Math.Clamp(second, 0, 15) : 0;

    private static List<int> Numbers(DataType type) =>
        [.. type.ToString().Split(['(', ',', ')'], StringSplitOptions.TrimEntries).Skip(1).Select(part => int.TryParse(part, out var number) && number > 0 ? number : -1).Where(number => number >= 0)];
}
