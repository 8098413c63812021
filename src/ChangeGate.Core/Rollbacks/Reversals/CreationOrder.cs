using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>The order in which objects can be made: what is needed first. Foreign keys do not count, since they are added last.</summary>
internal static class CreationOrder
{
    public static IReadOnlyList<SchemaObject> Of(IReadOnlyList<SchemaObject> objects)
    {
        if (objects.Count < 2)
        {
            return objects;
        }

        var sorted = objects.OrderBy(Rank).ThenBy(value => value.Id, ObjectIdOrder.Instance).ToList();
        var byTarget = sorted.SelectMany(value => Names(value).Select(name => (name, value))).ToLookup(pair => pair.name, pair => pair.value);
        var done = new HashSet<ObjectId>();
        var order = new List<SchemaObject>();

        void Add(SchemaObject value)
        {
            if (!done.Add(value.Id))
            {
                return;
            }

            foreach (var needed in Needs(value).SelectMany(id => byTarget[id]))
            {
                Add(needed);
            }

            order.Add(value);
        }

        sorted.ForEach(Add);
        return order;
    }

    private static int Rank(SchemaObject value) => value switch
    {
        NamedSchema => 0,
        Extension => 1,
        UserType => 2,
        Sequence => 3,
        Table => 4,
        OtherObject => 5,
        Function => 6,
        Index => 7,
        View => 8,
        Trigger => 9,
        RowPolicy => 10,
        _ => 11,
    };

    private static IEnumerable<ObjectId> Names(SchemaObject value) =>
        value is Function ? [value.Id, new ObjectId(ObjectKind.Function, value.Id.Name)] : [SchemaLinks.Target(value.Id)];

    private static IEnumerable<ObjectId> Needs(SchemaObject value) => value switch
    {
        Table table => NeedsOf(table),
        Sequence => value.DependsOn.Select(SchemaLinks.Target),
        _ => SchemaLinks.Of(value).Select(SchemaLinks.Target).Where(id => id.Kind != value.Id.Kind || id.Name != value.Id.Name),
    };

    private static IEnumerable<ObjectId> NeedsOf(Table table)
    {
        var keys = table.Constraints.Select(constraint => constraint.References?.Table).OfType<ObjectName>().Select(ObjectId.Table).ToHashSet();

        return SchemaLinks.Of(table)
            .Select(SchemaLinks.Target)
            .Where(id => !keys.Contains(id) || table.Inherits.Contains(id.Name) || table.PartitionOf == id.Name);
    }
}
