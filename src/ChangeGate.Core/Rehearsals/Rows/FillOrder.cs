using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>Tables after those that they refer to. Where they refer to each other in a circle, the reference that may stay NULL for a while comes last.</summary>
internal static class FillOrder
{
    /// <param name="tables">All that will be filled.</param>
    /// <param name="targets">What each needs to be there before.</param>
    /// <param name="wanted">What each may get afterwards.</param>
    public static IReadOnlyList<Table> Of(IReadOnlyList<Table> tables, Func<Table, IEnumerable<ObjectName>> targets, Func<Table, IEnumerable<ObjectName>> wanted)
    {
        var waiting = tables.ToDictionary(table => table.Id.Name, table => (Needs: Others(table, targets), Wants: Others(table, wanted)));
        var done = new HashSet<ObjectName>();
        var order = new List<Table>(tables.Count);
        var left = tables.OrderBy(table => table.Id, Comparer<ObjectId>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()))).ToList();

        while (left.Count > 0)
        {
            var next = left.Where(table => Unmet(waiting[table.Id.Name].Needs) == 0).ToList() is { Count: > 0 } free
                ? free.MinBy(table => Unmet(waiting[table.Id.Name].Wants))
                : left.MinBy(table => Unmet(waiting[table.Id.Name].Needs));

            left.Remove(next!); // there is one left
            done.Add(next!.Id.Name);
            order.Add(next);
        }

        return order;

        int Unmet(HashSet<ObjectName> names) => names.Count(name => !done.Contains(name) && waiting.ContainsKey(name));
    }

    private static HashSet<ObjectName> Others(Table table, Func<Table, IEnumerable<ObjectName>> names) => [.. names(table).Where(name => name != table.Id.Name)];
}
