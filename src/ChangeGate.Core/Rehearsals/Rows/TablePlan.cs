using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows;

/// <param name="Columns">All that it looks at, by place.</param>
internal sealed record RowCheck(Condition Condition, IReadOnlyList<int> Columns);

/// <summary>How the rows of one table are chosen, and the rows.</summary>
internal sealed class TablePlan
{
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, Condition?> _generated;
    private int _depth;

    public TablePlan(Table table, Dialect dialect)
    {
        Table = table;
        Dialect = dialect;
        var names = SchemaLinks.NameComparer(dialect);
        Columns = [.. table.Columns.Where(column => column.Generated == GeneratedKind.None)];
        _places = new Dictionary<string, int>(names);
        _generated = new Dictionary<string, Condition?>(names);

        foreach (var (place, column) in Columns.Index())
        {
            _places.TryAdd(column.Name, place);
        }

        foreach (var column in table.Columns.Where(column => column.Generated != GeneratedKind.None))
        {
            _generated[column.Name] = Read(column.GenerationExpression);
        }
    }

    public Table Table { get; }

    public Dialect Dialect { get; }

    /// <summary>Those that a statement may name.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    public int Width => Columns.Count;

    /// <summary>In the order in which they are filled.</summary>
    public List<Slot> Slots { get; } = [];

    public List<RowCheck> Checks { get; } = [];

    public List<UniqueKey> Keys { get; } = [];

    public List<Cell?[]> Rows { get; } = [];

    /// <summary>See <see cref="RowBatch.Instead"/>; as many as there are rows.</summary>
    public List<Cell?[]?> Instead { get; } = [];

    /// <summary>null where there is no such column, or it is generated.</summary>
    public int? Place(string column) => _places.TryGetValue(column, out var place) ? place : null;

    /// <summary>null where one of them is not there.</summary>
    public IReadOnlyList<int>? Places(IEnumerable<string> columns)
    {
        var places = columns.Select(Place).ToList();

        return places.Count == 0 || places.Contains(null) ? null : [.. places.OfType<int>()];
    }

    /// <summary>null for what cannot be read.</summary>
    public Condition? Read(string? expression) => ConditionParser.Read(expression, Dialect, name => _places.ContainsKey(name) || Table.Column(name) is not null);

    /// <summary>The places behind a condition, also those behind generated columns.</summary>
    public IReadOnlyList<int> PlacesOf(Condition condition) =>
        [.. condition.Columns.SelectMany(name => Place(name) is { } place ? [place] : Generated(name)?.Columns.Select(Place).OfType<int>() ?? []).Distinct()];

    public int[] SlotsOf(IReadOnlyList<int> columns) => [.. Enumerable.Range(0, Slots.Count).Where(slot => Slots[slot].Columns.Intersect(columns).Any())];

    public object? ValueOf(string name, Cell?[] row, Evaluation evaluation)
    {
        if (Place(name) is { } place)
        {
            return row[place] is { } cell ? cell.Value : Unknown.Value;
        }

        if (Generated(name) is not { } expression || _depth > 3)
        {
            return Unknown.Value;
        }

        _depth++;
        var value = evaluation.Of(expression);
        _depth--;
        return value;
    }

    public RowBatch Batch()
    {
        var name = Identifier.Quote(Table.Id.Name);

        if (Width == 0)
        {
            return new RowBatch(Table.Id.Name, $"INSERT INTO {name}", ["DEFAULT VALUES"]);
        }

        var overriding = Columns.Any(column => column.Identity != IdentityKind.None) ? " OVERRIDING SYSTEM VALUE" : "";
        // A table of SQLite may say that a conflict takes the whole transaction back, or deletes other rows.
        var insert = Dialect == Dialect.Sqlite ? "INSERT OR ABORT INTO" : "INSERT INTO";
        var head = $"{insert} {name} ({string.Join(", ", Columns.Select(column => Identifier.Quote(column.Name)))}){overriding} VALUES";

        return new RowBatch(Table.Id.Name, head, [.. Rows.Select(Written)]) { Instead = [.. Instead.Select(row => row is null ? null : Written(row))] };
    }

    private static string Written(Cell?[] row) => $"({string.Join(", ", row.Select(cell => cell?.Sql ?? "NULL"))})";

    private Condition? Generated(string name) => _generated.GetValueOrDefault(name);
}
