using System.Globalization;
using ChangeGate.Changes;

namespace ChangeGate.Rehearsals.Sizes;

internal sealed class PostgreSqlGrowth : GrowthForms
{
    public override string Overriding => " OVERRIDING SYSTEM VALUE";

    public override string Made(long rows) => "";

    public override string Numbers(long rows) => $"generate_series(1, {rows}::bigint) AS made (i)";

    public override string Width(IEnumerable<ColumnDefinition> columns) => "pg_column_size(whole.*)";

    public override string? Numbered(ColumnDefinition column) => column.Type is { Schema: null, ArrayDimensions: 0 } type
        ? type.Name switch
        {
            "integer" or "bigint" => $"{FirstNumber} + made.i",
            "numeric" when type.Modifiers.Count == 0 => $"{FirstNumber} + made.i",
            "real" or "double precision" => $"{FirstNumber} + made.i",
            "text" => "md5(made.i::text)",
            "character varying" when Length(type) is null or >= 8 => Length(type) is { } length and < 32 ? $"left(to_hex({FirstNumber} + made.i) || md5(made.i::text), {length})" : "md5(made.i::text)",
            "character" when Length(type) >= 8 => $"left(to_hex({FirstNumber} + made.i) || md5(made.i::text), {Length(type)})",
            "uuid" => "md5(made.i::text)::uuid",
            "bytea" => "decode(md5(made.i::text), 'hex')",
            "date" => "date '1000-01-01' + made.i::integer",
            "timestamp without time zone" => "timestamp '2001-01-01' + made.i * interval '1 second'",
            "timestamp with time zone" => "timestamptz '2001-01-01 00:00:00Z' + made.i * interval '1 second'",
            "inet" or "cidr" => "inet '10.0.0.0' + made.i",
            _ => null,
        }
        : null;

    public override string Varied(ColumnDefinition column) => column.Type is { Schema: null, ArrayDimensions: 0 } type
        ? type.Name switch
        {
            "integer" or "bigint" => OrNull(column, Scattered(column)),
            "date" => OrNull(column, $"date '2001-01-01' + ({Scattered(column)} % 9000)::integer"),
            "timestamp without time zone" => OrNull(column, $"timestamp '2001-01-01' + {Scattered(column)} * interval '10 minutes'"),
            "timestamp with time zone" => OrNull(column, $"timestamptz '2001-01-01 00:00:00Z' + {Scattered(column)} * interval '10 minutes'"),
            "text" => $"left(md5(made.i::text) || {Old(column)}, greatest(char_length({Old(column)}), {ShortestText}))",
            "character varying" => $"left(md5(made.i::text) || {Old(column)}, greatest(char_length({Old(column)}), {Math.Min(Length(type) ?? ShortestText, ShortestText)}))",
            _ => Old(column),
        }
        : Old(column);

    private static string OrNull(ColumnDefinition column, string value) => $"CASE WHEN {Old(column)} IS NOT NULL THEN {value} END";

    private static int? Length(DataType type) => type.Modifiers is [var modifier] && int.TryParse(modifier, CultureInfo.InvariantCulture, out var length) ? length : null;
}
