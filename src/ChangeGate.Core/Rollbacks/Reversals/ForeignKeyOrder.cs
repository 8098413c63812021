using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Tables so that those that others point at come first.</summary>
internal static class ForeignKeyOrder
{
    public static IReadOnlyList<Table> Of(IEnumerable<Table> tables)
    {
        var all = tables.ToDictionary(table => table.Id);
        var order = new List<Table>();
        var seen = new HashSet<ObjectId>();

        void Add(Table table)
        {
            if (!seen.Add(table.Id))
            {
                return;
            }

            foreach (var target in Targets(table).Where(all.ContainsKey))
            {
                Add(all[target]);
            }

            order.Add(table);
        }

        foreach (var table in all.Values.OrderBy(table => table.Id, ObjectIdOrder.Instance))
        {
            Add(table);
        }

        return order;
    }

    private static IEnumerable<ObjectId> Targets(Table table) =>
        table.Constraints.Select(constraint => constraint.References?.Table).OfType<ObjectName>().Select(ObjectId.Table);
}
