using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Partitions and inheriting tables follow the columns, checks, and (partitions) indexes and foreign keys of what they are part of.</summary>
internal static class PartitionFold
{
    public static void Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case ChangeInheritance inherit when schema.FindTable(inherit.Table) is { } table:
                var parent = schema.Resolve(ObjectKind.Table, inherit.Parent);
                schema.Put(table with { Inherits = [.. table.Inherits.Where(one => one != parent).Concat(inherit.Inherits ? [parent] : [])] });
                break;
            case AttachPartition attach when schema.FindTable(attach.Partition) is { } partition:
                schema.Put(partition with { PartitionOf = schema.Resolve(ObjectKind.Table, attach.Table), PartitionBound = attach.Bound });
                InheritIndexes(schema, partition.Id);
                break;
            case DetachPartition detach when schema.FindTable(detach.Partition) is { } partition:
                schema.Put(partition with { PartitionOf = null, PartitionBound = null });
                break;
            default:
                break;
        }
    }

    /// <summary>The table, then all below it, each once: a script may ask for a circle, which the engine refuses.</summary>
    public static IReadOnlyList<Table> WithHeirs(SchemaEdit schema, Table table) => WithHeirs(schema, table, _ => true);

    /// <summary>The checks of inherited tables, and a partition's foreign keys.</summary>
    public static void InheritConstraints(SchemaEdit schema, ObjectId id)
    {
        if (schema.Find<Table>(id) is not { } table)
        {
            return;
        }

        var checks = table.Inherits.Select(parent => schema.Find<Table>(ObjectId.Table(parent))).OfType<Table>().SelectMany(parent => parent.Constraints)
            .Where(constraint => constraint is { Kind: ConstraintKind.Check, NoInherit: false });
        var whole = table.PartitionOf is { } name ? schema.Find<Table>(ObjectId.Table(name)) : null;
        var ofWhole = whole?.Constraints.Where(constraint => constraint.Kind is ConstraintKind.Check or ConstraintKind.ForeignKey) ?? [];
        var inherited = checks.Concat(ofWhole).DistinctBy(constraint => constraint.Name).ToList();

        if (inherited.Count > 0)
        {
            schema.Put(table with { Constraints = ConstraintFold.Sort(table.Constraints.Concat(inherited)) });
        }
    }

    /// <summary>A partition gets an index for each index of the whole, named as if it had been made without a name.</summary>
    public static void InheritIndexes(SchemaEdit schema, ObjectId id)
    {
        if (schema.Find<Table>(id) is not { PartitionOf: { } whole } || whole == id.Name)
        {
            return;
        }

        var indexes = schema.Snapshot.Referrers(ObjectId.Table(whole)).OfType<Index>().OrderBy(index => index.Id, ObjectIdOrder.Instance).ToList();
        var constraints = schema.Find<Table>(ObjectId.Table(whole))?.Constraints ?? [];

        foreach (var index in indexes)
        {
            var constraint = constraints.FirstOrDefault(one => one.Name == index.Constraint);

            if (constraint is not null)
            {
                PassOn(schema, schema.Find<Table>(id)!, constraint, index.Definition);
            }
            else
            {
                Copy(schema, id.Name, index.Definition);
            }
        }
    }

    public static void PassOn(SchemaEdit schema, Index index)
    {
        foreach (var partition in Below(schema, index.Definition.Table, one => one.PartitionOf is not null))
        {
            Copy(schema, partition.Id.Name, index.Definition);
        }
    }

    public static void PassOn(SchemaEdit schema, Table table, ConstraintDefinition constraint)
    {
        if (!schema.IsPostgreSql || (constraint.Kind == ConstraintKind.Check && constraint.NoInherit))
        {
            return;
        }

        foreach (var heir in Below(schema, table.Id.Name, one => constraint.Kind == ConstraintKind.Check || one.PartitionOf is not null))
        {
            PassOn(schema, heir, constraint, null);
        }
    }

    /// <summary>The same constraint in a partition: backed by an index, it has a name of its own there.</summary>
    public static bool IsSame(ConstraintDefinition one, ConstraintDefinition other) =>
        one with { Name = null, Comment = null } == other with { Name = null, Comment = null };

    private static void PassOn(SchemaEdit schema, Table heir, ConstraintDefinition constraint, IndexDefinition? like)
    {
        if (heir.Constraints.Any(one => IsSame(one, constraint)))
        {
            return;
        }

        var keepsName = like is null && constraint.Kind is ConstraintKind.Check or ConstraintKind.ForeignKey;
        ConstraintFold.AddHere(schema, heir.Id.Name, [keepsName ? constraint : constraint with { Name = null }]);
    }

    private static void Copy(SchemaEdit schema, ObjectName partition, IndexDefinition definition)
    {
        var copy = definition with { Table = partition, Name = null };

        // An index of the partition stands for one of the whole, not for two.
        if (Same(schema, copy) >= Same(schema, definition with { Name = null }))
        {
            return;
        }

        var name = EngineNames.ForIndex(schema, partition, copy);
        schema.Put(new Index { Id = new ObjectId(ObjectKind.Index, partition with { Name = name }), Definition = copy with { Name = name } });
    }

    private static int Same(SchemaEdit schema, IndexDefinition definition) =>
        schema.Snapshot.Referrers(ObjectId.Table(definition.Table)).OfType<Index>().Count(index => index.Definition with { Name = null } == definition);

    private static IEnumerable<Table> Below(SchemaEdit schema, ObjectName parent, Func<Table, bool> isMeant) =>
        schema.Find<Table>(ObjectId.Table(parent)) is { } table ? WithHeirs(schema, table, isMeant).Skip(1) : [];

    private static List<Table> WithHeirs(SchemaEdit schema, Table table, Func<Table, bool> isMeant)
    {
        var found = new List<Table> { schema.Find<Table>(table.Id) ?? table };
        var seen = new HashSet<ObjectId> { table.Id };

        for (var index = 0; schema.Snapshot.HasHeirs && index < found.Count; index++)
        {
            found.AddRange(Heirs(schema, found[index].Id.Name).Where(heir => isMeant(heir) && seen.Add(heir.Id)));
        }

        return found;
    }

    private static IEnumerable<Table> Heirs(SchemaEdit schema, ObjectName parent) =>
        schema.Snapshot.Referrers(ObjectId.Table(parent)).OfType<Table>()
            .Where(table => table.PartitionOf == parent || table.Inherits.Contains(parent))
            .OrderBy(table => table.Id, ObjectIdOrder.Instance);
}
