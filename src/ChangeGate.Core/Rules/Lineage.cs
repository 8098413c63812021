using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>What this proposal made, under the name that it has now. Objects of an earlier proposal are part of the baseline, however young.</summary>
internal sealed class Lineage
{
    private readonly PersistentMap<ObjectId, Made> _made;

    private Lineage(PersistentMap<ObjectId, Made> made) => _made = made;

    public static Lineage Empty { get; } = new(PersistentMap<ObjectId, Made>.Empty);

    /// <summary>A part (a column, a constraint, a trigger) is new with its table.</summary>
    public bool IsNew(ObjectId id)
    {
        var key = Key(id);

        return _made.Find(key)?.ByProposal
            ?? (id.Part is not null && id.Kind is not (ObjectKind.Function or ObjectKind.Other) && _made.Find(Key(ObjectId.Table(id.Name)))?.ByProposal == true);
    }

    /// <param name="before">The schema before the change: what is there already is not made by IF NOT EXISTS or OR REPLACE.</param>
    public Lineage Apply(Change change, SchemaState before) => change switch
    {
        CreateTable table => Make(table, before, table.Persistence == Persistence.Temporary),
        CreateView view => Make(view, before, view.Temporary),
        CreateIndex or CreateSequence or CreateType or CreateFunction or CreateTrigger or CreatePolicy or CreateSchema or CreateRole or AddConstraint or CreateExtension => Make(change, before, false),
        AddColumn column => column.IfNotExists && HasColumn(column, before) ? this : Set(before.Resolve(ObjectId.Column(column.Table, column.Column.Name)), true),
        RenameTable rename => Move(before.Resolve(ObjectId.Table(rename.Table)), name => name with { Name = rename.NewName }),
        RenameView rename => Move(before.Resolve(new ObjectId(rename.Materialized ? ObjectKind.MaterializedView : ObjectKind.View, rename.View)), name => name with { Name = rename.NewName }),
        RenameIndex rename => Move(before.Resolve(new ObjectId(ObjectKind.Index, rename.Index)), name => name with { Name = rename.NewName }),
        RenameSequence rename => Move(before.Resolve(new ObjectId(ObjectKind.Sequence, rename.Sequence)), name => name with { Name = rename.NewName }),
        RenameType rename => Move(before.Resolve(new ObjectId(ObjectKind.Type, rename.Type)), name => name with { Name = rename.NewName }),
        RenameColumn rename => MovePart(before.Resolve(ObjectId.Column(rename.Table, rename.Column)), rename.NewName),
        RenameConstraint rename => MovePart(before.Resolve(new ObjectId(ObjectKind.Constraint, rename.Table, rename.Name)), rename.NewName),
        RenameTrigger rename => MovePart(before.Resolve(new ObjectId(ObjectKind.Trigger, rename.Table, rename.Name)), rename.NewName),
        MoveToSchema move => Move(before.Resolve(move.Object), name => name with { Schema = move.NewSchema }),
        RenameSchema rename => MoveSchema(rename),
        _ => this,
    };

    /// <summary>Names of SQLite have no schema and no case; PostgreSQL's are resolved, so always have one.</summary>
    public static ObjectId Key(ObjectId id) => id.Name.Schema is null
        ? id with { Name = new ObjectName(null, id.Name.Name.ToLowerInvariant()), Part = id.Part?.ToLowerInvariant() }
        : id;

    private static bool HasColumn(AddColumn add, SchemaState before) =>
        before.Snapshot.Find<Table>(ObjectId.Table(before.Resolve(ObjectKind.Table, add.Table)))?.Column(add.Column.Name) is not null;

    private Lineage Make(Change change, SchemaState before, bool temporary)
    {
        // A branch that may not run makes nothing that can be counted on.
        if (change.Subject is not { } subject || !change.Certain)
        {
            return this;
        }

        // Before it is made the bare name of a temporary object means what it will hide.
        var id = temporary && subject.Name.Schema is null && before.Snapshot.Dialect == Dialect.PostgreSql ? subject with { Name = subject.Name with { Schema = "pg_temp" } } : before.Resolve(subject);

        return !temporary && before.Snapshot.Contains(id) ? this : Set(id, true);
    }

    private Lineage Move(ObjectId old, Func<ObjectName, ObjectName> rename)
    {
        var moved = _made;
        var wasNew = IsNew(old);

        foreach (var (id, made) in _made)
        {
            if (id.Name == Key(old).Name && id.Part is not null)
            {
                moved = Set(moved.Without(id), Key(id with { Name = rename(old.Name) }), made);
            }
        }

        return new Lineage(Set(moved.Without(Key(old)), Key(old with { Name = rename(old.Name) }), wasNew));
    }

    private Lineage MovePart(ObjectId old, string newName) =>
        new(Set(Set(_made, Key(old), false), Key(old with { Part = newName }), IsNew(old)));

    private Lineage MoveSchema(RenameSchema rename)
    {
        var moved = _made;

        foreach (var (id, made) in _made)
        {
            if (id.Name.Schema == rename.Schema)
            {
                moved = Set(moved.Without(id), id with { Name = id.Name with { Schema = rename.NewName } }, made);
            }
        }

        var schema = new ObjectId(ObjectKind.Schema, new ObjectName(null, rename.Schema));

        return new Lineage(Set(moved, Key(schema with { Name = new ObjectName(null, rename.NewName) }), IsNew(schema)));
    }

    private Lineage Set(ObjectId id, bool made) => new(Set(_made, Key(id), made));

    private static PersistentMap<ObjectId, Made> Set(PersistentMap<ObjectId, Made> all, ObjectId key, bool made) => all.With(key, new Made(key, made));

    private sealed record Made(ObjectId Id, bool ByProposal);
}
