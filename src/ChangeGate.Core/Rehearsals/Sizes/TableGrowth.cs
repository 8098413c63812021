using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Sizes;

/// <summary>
/// Many rows out of a few, on the server: copies of those that are about as wide as real ones, with other values where a key wants them, and wherever
/// nothing forbids it, so that what is sorted has something to sort.
/// </summary>
public sealed class TableGrowth
{
    private const int MostModels = 3;

    private readonly Table _table;
    private readonly SchemaSnapshot _schema;
    private readonly GrowthForms _forms;

    private TableGrowth(Table table, SchemaSnapshot schema)
    {
        _table = table;
        _schema = schema;
        _forms = GrowthForms.For(schema.Dialect);
    }

    /// <param name="table">Of the schema.</param>
    /// <param name="schema">As it stands.</param>
    /// <param name="rows">How many are added.</param>
    /// <param name="width">Bytes of a row that is looked for among those that are there; null for one of a middling width.</param>
    /// <returns>One statement; null where a key wants values that nobody can make up in numbers.</returns>
    public static string? Of(Table table, SchemaSnapshot schema, long rows, long? width) => new TableGrowth(table, schema).Write(rows, width);

    private string? Write(long rows, long? width)
    {
        var columns = _table.Columns.Where(static column => column.Generated == GeneratedKind.None).ToList();
        var free = columns.Where(IsFree).Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        var keyed = Keys().Select(key => key.OrderBy(name => free.Contains(name) ? 0 : 1).Select(_table.Column).OfType<ColumnDefinition>().FirstOrDefault(column => _forms.Numbered(column) is not null)).ToList();

        if (columns.Count == 0 || keyed.Contains(null))
        {
            return null;
        }

        var varied = keyed.OfType<ColumnDefinition>().Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        var values = string.Join(", ", columns.Select(column => varied.Contains(column.Name) ? _forms.Numbered(column) : free.Contains(column.Name) ? _forms.Varied(column) : $"model.{Identifier.Quote(column.Name)}"));

        return $"""
            WITH {(_forms.Made(rows) is { Length: > 0 } made ? $"RECURSIVE {made}" : "")}model AS MATERIALIZED (SELECT old.*, row_number() OVER () - 1 AS changegate_at FROM ({Models(columns, width)}) AS old)
            INSERT INTO {Identifier.Quote(_table.Id.Name)} ({string.Join(", ", columns.Select(static column => Identifier.Quote(column.Name)))}){_forms.Overriding}
            SELECT {values} FROM {_forms.Numbers(rows)} JOIN model ON model.changegate_at = made.i % (SELECT count(*) FROM model)
            """;
    }

    private string Models(IReadOnlyList<ColumnDefinition> columns, long? width)
    {
        var name = Identifier.Quote(_table.Id.Name);
        var bytes = _forms.Width(columns);
        var order = width is { } wanted ? $"abs({bytes} - {wanted})" : bytes;
        var middle = width is null ? $" OFFSET (SELECT CASE WHEN count(*) > 3 THEN count(*) / 2 - 1 ELSE 0 END FROM {name})" : "";

        return $"SELECT whole.* FROM {name} AS whole ORDER BY {order} LIMIT {MostModels}{middle}";
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
        && !MentionedIn(_table.PartitionBy ?? "").Contains(column.Name)
        && !_table.Columns.Any(other => MentionedIn(other.GenerationExpression ?? "").Contains(column.Name));

    private List<string> MentionedIn(string expression) =>
        [.. _table.Columns.Select(static column => column.Name).Where(name => expression.Contains(name, StringComparison.OrdinalIgnoreCase))];
}
