using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Objects that stand in the way of a change are dropped before it and made again after it.</summary>
internal static class Suspension
{
    /// <param name="undo">The step.</param>
    /// <param name="users">As they stand after the step; what stands on a view among them goes along.</param>
    /// <param name="work">What they stand in the way of.</param>
    public static void Around(Undoing undo, IEnumerable<SchemaObject> users, Action work)
    {
        var all = users
            .SelectMany(user => user is View ? undo.After.DependentsOf(user.Id).Select(id => undo.After.Find<SchemaObject>(id)!).Prepend(user) : [user])
            .Where(user => !undo.Views.Holds(user))
            .DistinctBy(user => user.Id)
            .ToList();

        if (all.Find(value => value is Table or UserType) is { } beyond)
        {
            undo.Refuse($"`{beyond.Id}` stands in the way of taking `{undo.Change.Kind}` back.");
            return;
        }

        var ids = all.Select(value => value.Id).ToHashSet();

        foreach (var value in CreationOrder.Of(all).Reverse().Where(value => !GoesWithAnother(value, ids)))
        {
            undo.Run(undo.Write.Drop(value.Id));
        }

        work();

        if (all.Select(value => undo.Before.Find<SchemaObject>(value.Id)).OfType<SchemaObject>().ToList() is { Count: > 0 } before)
        {
            new Recreation(undo, before).Write();
        }
    }

    private static bool GoesWithAnother(SchemaObject value, HashSet<ObjectId> dropped) => value switch
    {
        Privilege => true,
        Index index => dropped.Contains(new ObjectId(ObjectKind.MaterializedView, index.Definition.Table)),
        Trigger => dropped.Contains(new ObjectId(ObjectKind.View, value.Id.Name)),
        _ => false,
    };
}
