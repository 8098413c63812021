using ChangeGate.Changes;
using ChangeGate.Schemas.Folding;

namespace ChangeGate.Rehearsals.Sizes;

/// <summary>A column of SQLite takes values of any kind, so what a value looks like says more than its type.</summary>
internal sealed class SqliteGrowth : GrowthForms
{
    // Multiplied by an odd number, numbers below 2^32 stay unlike each other and lose their order.
    private const string Text = "(printf('%08x', (made.i * 2654435761) % 4294967296) || printf('%08x%016x', (made.i * 40503) % 4294967296, made.i))";

    public override string Overriding => "";

    public override string Made(long rows) => $"made (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM made WHERE i < {rows}), ";

    public override string Numbers(long rows) => "made";

    public override string Width(IEnumerable<ColumnDefinition> columns) => string.Join(" + ", columns.Select(static column => $"coalesce(length(cast(whole.{Identifier.Quote(column.Name)} AS BLOB)), 0)"));

    public override string? Numbered(ColumnDefinition column) => SqliteAffinity.Of(column.Type.ToString()) switch
    {
        "INT" or "NUM" or "REAL" => $"{FirstNumber} + made.i",
        "TEXT" => Text,
        _ => $"cast({Text} AS BLOB)",
    };

    // What is a day or a document to somebody stays one.
    public override string Varied(ColumnDefinition column)
    {
        var old = Old(column);

        return SqliteAffinity.Of(column.Type.ToString()) is "INT" or "TEXT" or "NUM"
            ? $"CASE WHEN typeof({old}) = 'integer' AND abs({old}) > 1 THEN {Scattered(column)}"
                + $" WHEN typeof({old}) <> 'text' OR substr({old}, 1, 1) IN ('{{', '[') THEN {old}"
                + $" WHEN {old} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN date('2001-01-01', '+' || ({Scattered(column)} % 9000) || ' days') || substr({old}, 11)"
                + $" ELSE substr({Text} || {old}, 1, max(length({old}), {ShortestText})) END"
            : old;
    }
}
