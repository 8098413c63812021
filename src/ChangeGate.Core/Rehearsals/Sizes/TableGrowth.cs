using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Sizes;

/// <summary>
/// Many rows out of a few, on the server: copies of those that are about as wide as real ones, with other values where a key wants them, and wherever
/// nothing forbids it, so that what is sorted has something to sort.
/// </summary>
public sealed class TableGrowth
{
    private const int Models = 3;

    // Far above what is made up for a table, and far below where integers end.
    private const int FirstNumber = 1_000_000;

    private readonly Table _table;
    private readonly SchemaSnapshot _schema;

    private TableGrowth(Table table, SchemaSnapshot schema)
    {
        _table = table;
        _schema = schema;
    }

    /// <param name="table">Of the schema; in PostgreSQL.</param>
    /// <param name="schema">As it stands.</param>
    /// <param name="rows">How many are added.</param>
    /// <param name="width">Bytes of a row that is looked for among those that are there; null for one of a middling width.</param>
    /// <returns>One statement; null where a key wants values that nobody can make up in numbers.</returns>
    public static string? Of(Table table, SchemaSnapshot schema, long rows, long? width) => new TableGrowth(table, schema).Write(rows, width);

    private string? Write(long rows, long? width)
    {
        var columns = _table.Columns.Where(static column => column.Generated == GeneratedKind.None).ToList();
        var free = columns.Where(IsFree).Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        var keyed = Keys().Select(key => key.OrderBy(name => free.Contains(name) ? 0 : 1).Select(_table.Column).OfType<ColumnDefinition>().FirstOrDefault(column => Numbered(column) is not null)).ToList();

        if (columns.Count == 0 || keyed.Contains(null))
        {
            return null;
        }

        var varied = keyed.OfType<ColumnDefinition>().Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        var names = string.Join(", ", columns.Select(static column => Identifier.Quote(column.Name)));
        var values = string.Join(", ", columns.Select(column => varied.Contains(column.Name) ? Numbered(column) : free.Contains(column.Name) ? Varied(column) : Old(column)));
        var order = width is { } wanted ? $"abs(pg_column_size(whole.*) - {wanted})" : "pg_column_size(whole.*)";
        var middle = width is null ? $" OFFSET (SELECT greatest(0, count(*) / 2 - 1) FROM {Identifier.Quote(_table.Id.Name)})" : "";

        return $"""
            WITH model AS MATERIALIZED (SELECT old.*, row_number() OVER () - 1 AS changegate_at FROM (SELECT whole.* FROM {Identifier.Quote(_table.Id.Name)} AS whole ORDER BY {order}{middle} LIMIT {Models}) AS old)
            INSERT INTO {Identifier.Quote(_table.Id.Name)} ({names}) OVERRIDING SYSTEM VALUE
            SELECT {values} FROM generate_series(1, {rows}) AS made (i) JOIN model ON model.changegate_at = made.i % (SELECT count(*) FROM model)
            """;
    }

    // A column of each key is enough to make all of it unlike any other.
    private IEnumerable<IReadOnlyList<string>> Keys()
    {
        foreach (var constraint in _table.Constraints.Where(static constraint => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclusion))
        {
            yield return constraint.Kind == ConstraintKind.Exclusion ? MentionedIn(constraint.Expression ?? "") : constraint.Columns;
        }

        foreach (var index in _schema.Objects.OfType<Schemas.Index>().Where(index => index.Definition.Unique && index.Definition.Table == _table.Id.Name && index.Constraint is null))
        {
            yield return [.. index.Definition.Elements.SelectMany(element => element.Column is { } column ? [column] : MentionedIn(element.Expression ?? ""))];
        }
    }

    // Nobody looks at what it holds: no key of another table, no check, no partition.
    private bool IsFree(ColumnDefinition column) =>
        !_table.Constraints.Any(constraint => constraint.Kind switch
        {
            ConstraintKind.ForeignKey => constraint.Columns.Contains(column.Name),
            ConstraintKind.Check or ConstraintKind.Exclusion => MentionedIn(constraint.Expression ?? "").Contains(column.Name),
            _ => false,
        })
        && !MentionedIn(_table.PartitionBy ?? "").Contains(column.Name);

    private List<string> MentionedIn(string expression) =>
        [.. _table.Columns.Select(static column => column.Name).Where(name => expression.Contains(name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A value for each number and no two alike; null where the type has no room.</summary>
    private static string? Numbered(ColumnDefinition column) => column.Type is { Schema: null, ArrayDimensions: 0 } type
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

    /// <summary>As wide as it was, and another; what has no such form stays as it was.</summary>
    private static string Varied(ColumnDefinition column) => column.Type is { Schema: null, ArrayDimensions: 0 } type
        ? type.Name switch
        {
            "integer" or "bigint" or "date" or "timestamp without time zone" or "timestamp with time zone" when Numbered(column) is { } value => OrNull(column, value),
            "text" or "character varying" => $"left(md5(made.i::text) || {Old(column)}, char_length({Old(column)}))",
            _ => Old(column),
        }
        : Old(column);

    private static string OrNull(ColumnDefinition column, string value) => $"CASE WHEN {Old(column)} IS NOT NULL THEN {value} END";

    private static string Old(ColumnDefinition column) => $"model.{Identifier.Quote(column.Name)}";

    private static int? Length(DataType type) => type.Modifiers is [var modifier] && int.TryParse(modifier, System.Globalization.CultureInfo.InvariantCulture, out var length) ? length : null;
}
