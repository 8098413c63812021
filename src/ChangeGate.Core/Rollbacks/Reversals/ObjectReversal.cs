using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>
/// Whatever differs before and after a step among the objects that it may have touched: what came is dropped, what is different is altered,
/// what went is made again.
/// </summary>
internal static class ObjectReversal
{
    /// <summary>The object and all that could not stand without it.</summary>
    public static void Undo(Undoing undo, ObjectId id) =>
        Undo(undo, undo.Before.DependentsOf(id).Concat(undo.After.DependentsOf(id)).Prepend(Whole(id)));

    public static void Undo(Undoing undo, IEnumerable<ObjectId> touched)
    {
        var pairs = touched
            .Distinct()
            .Select(id => (Before: undo.Before.Find<SchemaObject>(id), After: undo.After.Find<SchemaObject>(id)))
            .Where(pair => pair.Before != pair.After && !undo.Views.Holds((pair.Before ?? pair.After)!))
            .ToList();

        Drop(undo, [.. pairs.Where(pair => pair.Before is null).Select(pair => pair.After!)]);

        if (pairs.TrueForAll(static pair => pair.Before is null))
        {
            return;
        }

        var changed = pairs.Where(pair => pair is { Before: not null, After: not null }).ToList();
        var tables = changed.Select(pair => pair.Before).OfType<Table>().Select(table => table.Id).ToHashSet();

        // An index that was taken for a constraint goes with the constraint.
        var gone = pairs.Where(pair => pair is { After: null } or { Before: Index { Constraint: null }, After: Index { Constraint: not null } }).Select(pair => pair.Before!).Where(value => !IsMadeWithTable(undo, value, tables)).ToList();
        var own = changed.Where(pair => !IsHeir(pair.Before!, tables)).ToList();

        // A column may need a type that went, and a foreign key a table that did.
        Recreate(undo, gone.Where(value => value is NamedSchema or Extension or UserType));
        own.ForEach(pair => Alter(undo, pair.Before!, pair.After!));
        Recreate(undo, gone.Where(value => value is not (NamedSchema or Extension or UserType)));
        own.ForEach(pair => TableAlteration.UndoForeignKeys(undo, pair.Before as Table, pair.After as Table));
    }

    private static void Recreate(Undoing undo, IEnumerable<SchemaObject> gone)
    {
        if (gone.ToList() is { Count: > 0 } objects)
        {
            new Recreation(undo, objects).Write();
        }
    }

    private static ObjectId Whole(ObjectId id) => id.Kind is ObjectKind.Column or ObjectKind.Constraint && id.Part is not null ? ObjectId.Table(id.Name) : id;

    // A change of the parent goes through to its heirs, there and back.
    private static bool IsHeir(SchemaObject value, HashSet<ObjectId> tables) =>
        value is Table table && (table.PartitionOf is { } parent && tables.Contains(ObjectId.Table(parent)) || table.Inherits.Any(one => tables.Contains(ObjectId.Table(one))));

    /// <summary>The sequence of a column comes with the column; SQLite's rebuild brings indexes and triggers.</summary>
    private static bool IsMadeWithTable(Undoing undo, SchemaObject value, HashSet<ObjectId> tables) => value switch
    {
        Sequence { OwnedBy: { } owner } => tables.Contains(ObjectId.Table(owner.Name)),
        Index index => undo.IsSqlite && tables.Contains(ObjectId.Table(index.Definition.Table)),
        Trigger => undo.IsSqlite && tables.Contains(ObjectId.Table(value.Id.Name)),
        _ => false,
    };

    private static void Drop(Undoing undo, List<SchemaObject> made)
    {
        var ids = made.Select(value => value.Id).ToHashSet();

        foreach (var value in CreationOrder.Of(made).Reverse().Where(value => !GoesWithAnother(value, ids)))
        {
            if (value is Privilege privilege)
            {
                undo.Run(undo.Write.Revoke(privilege.On, privilege.Privileges, privilege.Grantee));
            }
            else
            {
                undo.Drop(undo.Write.Drop(value.Id, undo.IfExists));
            }
        }
    }

    private static bool GoesWithAnother(SchemaObject value, HashSet<ObjectId> made) => value switch
    {
        Index { Constraint: not null } => true,
        Index index => made.Contains(ObjectId.Table(index.Definition.Table)),
        Sequence { OwnedBy: not null } => true,
        Trigger or RowPolicy => made.Contains(ObjectId.Table(value.Id.Name)),
        Privilege privilege => made.Contains(privilege.On) || made.Contains(SchemaLinks.Whole(privilege.On)),
        _ => false,
    };

    private static void Alter(Undoing undo, SchemaObject before, SchemaObject after)
    {
        switch (before, after)
        {
            case (Table old, Table now):
                TableAlteration.Undo(undo, old, now);
                return;
            case (Privilege old, Privilege now):
                undo.Run(Differ(now.Privileges, old.Privileges) is { Count: > 0 } granted ? [undo.Write.Revoke(old.On, [.. granted], old.Grantee)] : []);
                undo.Run(Differ(old.Privileges, now.Privileges) is { Count: > 0 } revoked ? undo.Write.Grant(old.On, [.. revoked], old.Grantee) : []);
                return;
            case (View old, View now) when old.Definition != now.Definition:
                Replace(undo, old);
                return;
            case (Function old, Function now) when old.Definition != now.Definition:
                FunctionReversal.Replace(undo, old, now);
                return;
            case (Trigger old, Trigger now):
                TriggerBack(undo, old, now);
                break;
            case (RowPolicy old, RowPolicy now) when old.Definition != now.Definition:
                undo.Run([undo.Write.Drop(old.Id), old.Definition]);
                return;
            case (Index old, Index now) when old.Definition.Options != now.Definition.Options:
                undo.Run(OptionText.Undo(old.Definition.Options, now.Definition.Options).Select(clause => $"ALTER INDEX {undo.Write.Name(old.Id.Name)} {clause}"));
                break;
            case (Sequence old, Sequence now):
                SequenceReversal.Alter(undo, old, now);
                break;
            case (UserType old, UserType now):
                UserTypeReversal.Alter(undo, old, now);
                break;
            case (Index or View or Function or NamedSchema or Extension or OtherObject or RowPolicy, _):
                break;
            default:
                throw new UnreachableException($"No way back for {before.GetType().Name}.");
        }

        if (before.Comment != after.Comment && !undo.IsSqlite)
        {
            undo.Run(undo.Write.Comment(before.Id, before.Comment));
        }
    }

    private static IReadOnlyList<string> Differ(IEnumerable<string> left, IEnumerable<string> right) => [.. left.Except(right)];

    private static void TriggerBack(Undoing undo, Trigger old, Trigger now)
    {
        if (old.Definition != now.Definition)
        {
            undo.Run([undo.Write.Drop(old.Id), old.Definition]);
        }

        if (old.Enabled != now.Enabled || (old.Definition != now.Definition && !old.Enabled))
        {
            undo.Run($"ALTER TABLE {undo.Write.Name(old.Id.Name)} {(old.Enabled ? "ENABLE" : "DISABLE")} TRIGGER {undo.Write.Name(old.Id.Part!)}");
        }
    }

    // CREATE OR REPLACE VIEW can add columns and never take one away, so the view goes and comes with all that stands on it.
    private static void Replace(Undoing undo, View view) => Suspension.Around(undo, [undo.After.Find<View>(view.Id)!], () => { });
}
