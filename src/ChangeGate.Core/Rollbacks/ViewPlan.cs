using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks;

/// <summary>
/// Views that the migration makes, drops or replaces, and those that stand on them. They hold no rows of their own and stand in the way of
/// everything, so they are not taken back step by step: they go before the first step is, and come back after the last.
/// </summary>
internal sealed class ViewPlan
{
    private readonly HashSet<ObjectId> _ids;
    private readonly HashSet<ObjectId> _doubtful;
    private readonly SchemaSnapshot _start;
    private readonly SchemaSnapshot _end;

    public ViewPlan(IReadOnlyList<Step> steps, SchemaSnapshot start)
    {
        _start = start;
        _end = steps.Count == 0 ? start : steps[^1].After.Snapshot;
        var touched = steps.Where(step => step.Change.Certain).SelectMany(Touched).ToList();
        _doubtful = [.. steps.Where(step => step.Change is DropColumn).SelectMany(Touched)];
        _ids = [.. touched.Concat(touched.SelectMany(id => _start.DependentsOf(id).Concat(_end.DependentsOf(id))).Where(IsView))];
    }

    /// <summary>A view of the plan, or what belongs to one.</summary>
    public bool Holds(SchemaObject value) => value switch
    {
        View => _ids.Contains(value.Id),
        Index index => _ids.Contains(new ObjectId(ObjectKind.MaterializedView, index.Definition.Table)),
        Trigger => _ids.Contains(new ObjectId(ObjectKind.View, value.Id.Name)),
        Privilege privilege => IsView(privilege.On) && _ids.Contains(privilege.On),
        _ => false,
    };

    /// <summary>The step is about a view of the plan and nothing else.</summary>
    public bool Covers(Step step)
    {
        if (!step.Change.Certain)
        {
            return false;
        }

        var name = step.Change switch
        {
            CreateView create => step.After.Resolve(ObjectKind.View, create.View),
            CreateIndex create => step.Before.Resolve(ObjectKind.Table, create.Index.Table),
            { Subject: { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Column or ObjectKind.Trigger } subject } => step.Before.Resolve(ObjectKind.Table, subject.Name),
            _ => (ObjectName?)null,
        };

        return name is { } found && Kinds(found).Any(id => _ids.Contains(id) && (step.Change is CreateView || step.Before.Snapshot.Contains(id)));
    }

    /// <summary>
    /// Those that stand when the migration is over, in the order in which they can be dropped. Whether a view uses a column is read from its
    /// text: where it went with one, the engine may have known better.
    /// </summary>
    public IEnumerable<(SchemaObject View, bool IsDoubtful)> Standing => Reversals.CreationOrder.Of([.. _ids.Select(id => _end.Find<View>(id) ?? (_doubtful.Contains(id) ? _start.Find<View>(id) : null)).OfType<View>()])
        .Reverse()
        .Select(view => (view, !_end.Contains(view.Id)));

    /// <summary>Those that stood before it, with what belongs to them.</summary>
    public IEnumerable<SchemaObject> Former => _ids
        .Select(_start.Find<View>)
        .OfType<View>()
        .SelectMany(view => _start.Referrers(view.Id).Where(value => value is Index or Trigger or Privilege).Prepend(view))
        .DistinctBy(value => value.Id);

    private static bool IsView(ObjectId id) => id.Kind is ObjectKind.View or ObjectKind.MaterializedView;

    private static IEnumerable<ObjectId> Kinds(ObjectName name) => [new(ObjectKind.View, name), new(ObjectKind.MaterializedView, name)];

    private static IEnumerable<ObjectId> Touched(Step step)
    {
        switch (step.Change)
        {
            case CreateView { Temporary: true }:
                return [];
            case CreateView create:
                var made = step.After.Resolve(create.Subject!);
                return step.Before.Snapshot.Find<View>(made) == step.After.Snapshot.Find<View>(made) ? [] : [made];
            case RenameView or RenameTable or MoveToSchema:
                return Renamed(step);
            case DropSchema:
                return step.Before.Snapshot.Objects.OfType<View>().Select(view => view.Id).Where(id => !step.After.Snapshot.Contains(id));
            case DropView or DropTable or DropColumn or DropType or DropFunction or DropConstraint or DropExtension:
                var subject = step.Before.Resolve(step.Change.Subject!);
                return step.Before.Snapshot.DependentsOf(subject).Prepend(subject).Where(id => IsView(id) && !step.After.Snapshot.Contains(id) && step.Before.Snapshot.Contains(id));
            default:
                return [];
        }
    }

    private static IEnumerable<ObjectId> Renamed(Step step)
    {
        var old = step.Before.Resolve(ObjectKind.Table, step.Change.Subject!.Name);
        var name = step.Change switch
        {
            RenameView rename => old with { Name = rename.NewName },
            RenameTable rename => old with { Name = rename.NewName },
            MoveToSchema move => old with { Schema = move.NewSchema },
            _ => old,
        };

        return Kinds(old).Where(step.Before.Snapshot.Contains).SelectMany(id => new[] { id, id with { Name = name } });
    }
}
