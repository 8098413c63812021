using System.Collections.Immutable;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks;

/// <summary>
/// Under which names the tables that stood before the migration go at a point of it. What the migration itself made has no origin, and so
/// nothing that could be kept.
/// </summary>
internal sealed record Lineage
{
    private readonly SchemaSnapshot _start;

    private Lineage(SchemaSnapshot start) => _start = start;

    private ImmutableDictionary<ObjectName, TableLineage> Known { get; init; } = ImmutableDictionary<ObjectName, TableLineage>.Empty;

    /// <summary>Names that no longer mean the table that they meant at the start.</summary>
    private ImmutableHashSet<ObjectName> Gone { get; init; } = [];

    public static Lineage Of(SchemaSnapshot start) => new(start);

    /// <summary>null for a table that neither the history nor the migration made.</summary>
    public TableLineage? Of(ObjectName table)
    {
        var key = Key(table);

        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        return !Gone.Contains(key) && _start.Find<Table>(ObjectId.Table(table)) is { } origin ? TableLineage.Old(origin, _start.Dialect) : null;
    }

    /// <summary>The present name of a table that stood at the start; null once it is gone.</summary>
    public ObjectName? NameOf(Table origin)
    {
        foreach (var (name, lineage) in Known)
        {
            if (lineage.Origin?.Id == origin.Id)
            {
                return name;
            }
        }

        return Gone.Contains(Key(origin.Id.Name)) ? null : origin.Id.Name;
    }

    public Lineage After(Step step)
    {
        ObjectName Resolved(ObjectName name) => step.Before.Resolve(ObjectKind.Table, name);

        return step.Change switch
        {
            CreateTable create when step.After.Resolve(ObjectKind.Table, create.Table) is var table && IsNew(step, table) => With(table, TableLineage.New(_start.Dialect)),
            DropTable drop => Without(Resolved(drop.Table)),
            RenameTable rename => Moved(Resolved(rename.Table), name => name with { Name = rename.NewName }),
            MoveToSchema { Object.Kind: ObjectKind.Table } move => Moved(Resolved(move.Object.Name), name => name with { Schema = move.NewSchema }),
            RenameSchema rename => InSchema(rename),
            AddColumn add => Changed(Resolved(add.Table), table => table.With(add.Column.Name)),
            DropColumn drop => Changed(Resolved(drop.Table), table => table.Without(drop.Column)),
            RenameColumn rename => Changed(Resolved(rename.Table), table => table.Renamed(rename.Column, rename.NewName)),
            _ => this,
        };
    }

    /// <summary>The table that stands in the place of an old one goes on as the old one, in the columns that were copied.</summary>
    public Lineage Rebuilt(TableRebuild rebuild, TableLineage before)
    {
        var columns = rebuild.Columns
            .Select(pair => (New: pair.Value, Origin: before.OriginOf(pair.Key)))
            .Where(pair => pair.Origin is not null)
            .Aggregate(TableLineage.New(_start.Dialect), (lineage, pair) => lineage with { Columns = lineage.Columns.SetItem(pair.New, pair.Origin) });

        return With(rebuild.After.Id.Name, columns with { Origin = before.Origin, IsRebuilt = true });
    }

    private static bool IsNew(Step step, ObjectName table) => !step.Before.Snapshot.Contains(ObjectId.Table(table));

    private Lineage With(ObjectName table, TableLineage lineage) => this with { Known = Known.SetItem(Key(table), lineage), Gone = Gone.Add(Key(table)) };

    private Lineage Without(ObjectName table) => this with { Known = Known.Remove(Key(table)), Gone = Gone.Add(Key(table)) };

    private Lineage Moved(ObjectName table, Func<ObjectName, ObjectName> rename) =>
        Of(table) is { } lineage ? Without(table).With(rename(table), lineage) : this;

    private Lineage Changed(ObjectName table, Func<TableLineage, TableLineage> change) =>
        Of(table) is { } lineage ? With(table, change(lineage)) : this;

    private Lineage InSchema(RenameSchema rename) => _start.Tables
        .Select(NameOf)
        .OfType<ObjectName>()
        .Where(name => name.Schema == rename.Schema)
        .Aggregate(this, (lineage, name) => lineage.Moved(name, moved => moved with { Schema = rename.NewName }));

    private ObjectName Key(ObjectName name) => _start.Dialect == Dialect.Sqlite ? name with { Name = name.Name.ToLowerInvariant() } : name;
}

/// <summary>A table at a point of the migration, and what its columns were called at the start.</summary>
/// <param name="Origin">The table as it stood at the start; null for one that the migration made.</param>
internal sealed record TableLineage(Table? Origin, ImmutableDictionary<string, string?> Columns)
{
    /// <summary>Rows were copied into another table, where SQLite gave them other rowids.</summary>
    public bool IsRebuilt { get; init; }

    public static TableLineage Old(Table origin, Dialect dialect) => new(origin, Empty(dialect).AddRange(origin.Columns.Select(column => KeyValuePair.Create(column.Name, (string?)column.Name))));

    public static TableLineage New(Dialect dialect) => new(null, Empty(dialect));

    /// <summary>null for a column that the migration made.</summary>
    public string? OriginOf(string column) => Columns.GetValueOrDefault(column);

    /// <summary>null once the column is gone.</summary>
    public string? NameOf(string originColumn) => Columns.FirstOrDefault(pair => Columns.KeyComparer.Equals(pair.Value ?? "", originColumn)).Key;

    public TableLineage With(string column) => this with { Columns = Columns.SetItem(column, null) };

    public TableLineage Without(string column) => this with { Columns = Columns.Remove(column) };

    public TableLineage Renamed(string column, string newName) =>
        Columns.TryGetValue(column, out var origin) ? this with { Columns = Columns.Remove(column).SetItem(newName, origin) } : this;

    private static ImmutableDictionary<string, string?> Empty(Dialect dialect) =>
        ImmutableDictionary.Create<string, string?>(SchemaLinks.NameComparer(dialect));
}
