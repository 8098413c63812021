using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Reports.Diagrams;

/// <summary>How a table, a column or a foreign key stands to the proposal.</summary>
internal enum DiagramState
{
    /// <summary>Not touched; drawn because something touched belongs to it.</summary>
    Kept,
    Added,
    Dropped,
    Changed,
    Renamed,
}

/// <summary>One column in a diagram; <see cref="Before"/> is null for an added one, <see cref="After"/> for a dropped one.</summary>
internal sealed record DiagramColumn(ColumnDefinition? Before, ColumnDefinition? After, DiagramState State)
{
    public bool IsKey { get; init; }

    public bool IsForeignKey { get; init; }

    public ColumnDefinition Shown => After ?? Before!; // One of the two is always there.
}

/// <summary>A foreign key between two tables of the diagram, by their names after the proposal (before it, where they are dropped).</summary>
internal sealed record DiagramLink(ObjectName From, string Column, ObjectName To, DiagramState State);

internal sealed record DiagramTable(Table? Before, Table? After, DiagramState State, IReadOnlyList<DiagramColumn> Columns)
{
    public ObjectName Name => (After ?? Before!).Id.Name; // One of the two is always there.
}

/// <summary>The tables that a proposal touches, before and after in one, and everything else that differs.</summary>
internal sealed class TouchedSchema
{
    private TouchedSchema(IReadOnlyList<DiagramTable> tables, IReadOnlyList<DiagramLink> links, IReadOnlyList<Difference> others)
    {
        Tables = tables;
        Links = links;
        Others = others;
    }

    public IReadOnlyList<DiagramTable> Tables { get; }

    public IReadOnlyList<DiagramLink> Links { get; }

    /// <summary>Differences that are neither a table nor a part of one that is drawn.</summary>
    public IReadOnlyList<Difference> Others { get; }

    public bool IsEmpty => Tables.Count == 0 && Others.Count == 0;

    public static TouchedSchema Of(SchemaSnapshot before, SchemaSnapshot after, SchemaDiff diff)
    {
        var change = new Sides(before, after);
        var renamed = diff.Differences.Where(difference => difference is { Kind: DifferenceKind.Renamed, Before: not null }).ToDictionary(difference => difference.Object, difference => difference.Before!);
        var names = diff.Differences.SelectMany(difference => TablesOf(difference, change)).Distinct().OrderBy(name => name.ToString(), StringComparer.Ordinal);
        var changed = diff.Differences.Where(difference => difference.Kind == DifferenceKind.Changed).Select(difference => difference.Object).ToHashSet();
        var tables = names.Select(name => TableOf(change, name, renamed, changed)).OfType<DiagramTable>().ToList();
        var linked = LinksOf(tables);
        var neighbours = linked.SelectMany(link => new[] { link.From, link.To }).Distinct().Where(name => tables.All(table => table.Name != name))
            .Select(name => change.After.Find<Table>(ObjectId.Table(name))).OfType<Table>().Select(table => new DiagramTable(table, table, DiagramState.Kept, []));

        return new TouchedSchema(
            [.. tables, .. neighbours],
            linked,
            [.. diff.Differences.Where(difference => difference.Object.Kind is not (ObjectKind.Table or ObjectKind.Column))]);
    }

    private static IEnumerable<ObjectName> TablesOf(Difference difference, Sides change) => difference.Object.Kind switch
    {
        ObjectKind.Table or ObjectKind.Column or ObjectKind.Constraint => [difference.Object.Name],
        ObjectKind.Index when (change.After.Find<Schemas.Index>(difference.Object) ?? change.Before.Find<Schemas.Index>(difference.Object)) is { } index => [index.Definition.Table],
        _ => [],
    };

    private static DiagramTable? TableOf(Sides change, ObjectName name, Dictionary<ObjectId, ObjectId> renamed, HashSet<ObjectId> changed)
    {
        var id = ObjectId.Table(name);
        var after = change.After.Find<Table>(id);
        var before = change.Before.Find<Table>(renamed.TryGetValue(id, out var old) ? old : id);

        if (before is null && after is null)
        {
            return null;
        }

        var columns = ColumnsOf(before, after, renamed, changed);
        var state = (before, after) switch
        {
            (null, _) => DiagramState.Added,
            (_, null) => DiagramState.Dropped,
            _ when before.Id != after.Id => DiagramState.Renamed,
            _ => DiagramState.Changed,
        };

        return new DiagramTable(before, after, state, columns);
    }

    private static List<DiagramColumn> ColumnsOf(Table? before, Table? after, Dictionary<ObjectId, ObjectId> renamed, HashSet<ObjectId> changed)
    {
        var columns = new List<DiagramColumn>();
        var taken = new HashSet<string>();

        foreach (var column in after?.Columns ?? [])
        {
            var id = ObjectId.Column(after!.Id.Name, column.Name); // There are columns, so there is a table.
            var oldName = renamed.TryGetValue(id, out var old) ? old.Part ?? column.Name : column.Name;
            var earlier = before?.Column(oldName);
            var state = earlier is null ? DiagramState.Added
                : oldName != column.Name ? DiagramState.Renamed
                : changed.Contains(id) ? DiagramState.Changed
                : DiagramState.Kept;

            taken.Add(oldName);
            columns.Add(Marked(new DiagramColumn(earlier, column, state), after));
        }

        // A dropped column stands where it was, so that the eye finds it.
        foreach (var (column, index) in (before?.Columns ?? []).Select((column, index) => (column, index)).Where(entry => !taken.Contains(entry.column.Name)))
        {
            columns.Insert(Math.Min(index, columns.Count), Marked(new DiagramColumn(column, null, DiagramState.Dropped), before!));
        }

        return columns;
    }

    private static DiagramColumn Marked(DiagramColumn column, Table table) => column with
    {
        IsKey = table.PrimaryKey?.Columns.Contains(column.Shown.Name) ?? false,
        IsForeignKey = table.Constraints.Any(constraint => constraint.Kind == ConstraintKind.ForeignKey && constraint.Columns.Contains(column.Shown.Name)),
    };

    private static List<DiagramLink> LinksOf(IReadOnlyList<DiagramTable> tables)
    {
        var links = new List<DiagramLink>();

        foreach (var table in tables)
        {
            var before = Keys(table.Before).ToList();
            var after = Keys(table.After).ToList();

            links.AddRange(after.Select(key => Link(table, key, before.Any(earlier => Same(earlier, key)) ? DiagramState.Kept : DiagramState.Added)));
            links.AddRange(before.Where(key => !after.Any(later => Same(later, key))).Select(key => Link(table, key, DiagramState.Dropped)));
        }

        return links;
    }

    private static IEnumerable<ConstraintDefinition> Keys(Table? table) =>
        (table?.Constraints ?? []).Where(constraint => constraint is { Kind: ConstraintKind.ForeignKey, References: not null, Columns.Count: > 0 });

    private static bool Same(ConstraintDefinition one, ConstraintDefinition other) => one.Columns == other.Columns && one.References == other.References;

    private static DiagramLink Link(DiagramTable table, ConstraintDefinition key, DiagramState state) => new(table.Name, key.Columns[0], key.References!.Table, state);

    private sealed record Sides(SchemaSnapshot Before, SchemaSnapshot After);
}
