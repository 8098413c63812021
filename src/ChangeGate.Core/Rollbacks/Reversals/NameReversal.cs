using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Renames and moves: the way back is the same way.</summary>
internal static class NameReversal
{
    public static bool Apply(Undoing undo, Change change)
    {
        switch (change)
        {
            case RenameTable rename:
                Rename(undo, "TABLE", undo.Resolve(rename.Table), rename.NewName);
                return true;
            case RenameIndex rename:
                Rename(undo, "INDEX", undo.Step.Before.Resolve(ObjectKind.Index, rename.Index), rename.NewName);
                return true;
            case RenameView rename:
                Rename(undo, rename.Materialized ? "MATERIALIZED VIEW" : "VIEW", undo.Resolve(rename.View), rename.NewName);
                return true;
            case RenameSequence rename:
                Rename(undo, "SEQUENCE", undo.Step.Before.Resolve(ObjectKind.Sequence, rename.Sequence), rename.NewName);
                return true;
            case RenameType rename:
                Rename(undo, "TYPE", undo.Step.Before.Resolve(ObjectKind.Type, rename.Type), rename.NewName);
                return true;
            case RenameSchema rename:
                undo.Run($"ALTER SCHEMA {undo.Write.Name(rename.NewName)} RENAME TO {undo.Write.Name(rename.Schema)}");
                return true;
            case RenameColumn rename:
                undo.Run(undo.Write.RenameColumn(undo.Resolve(rename.Table), rename.NewName, rename.Column));
                return true;
            case RenameConstraint rename:
                Within(undo, $"ALTER TABLE {undo.Write.Name(undo.Resolve(rename.Table))} RENAME CONSTRAINT", "", (rename.NewName, rename.Name));
                return true;
            case RenameEnumValue rename:
                undo.Run($"ALTER TYPE {undo.Write.Name(undo.Step.Before.Resolve(ObjectKind.Type, rename.Type))} RENAME VALUE {undo.Write.Literal(rename.NewValue)} TO {undo.Write.Literal(rename.Value)}");
                return true;
            case RenameTrigger rename:
                Within(undo, "ALTER TRIGGER", $" ON {undo.Write.Name(undo.Resolve(rename.Table))}", (rename.NewName, rename.Name));
                return true;
            case AlterPolicy { NewName: { } newName } rename:
                Within(undo, "ALTER POLICY", $" ON {undo.Write.Name(undo.Resolve(rename.Table))}", (newName, rename.Name));
                return true;
            case RenameFunction rename:
                RenameFunction(undo, rename);
                return true;
            case MoveToSchema move:
                Move(undo, move);
                return true;
            default:
                return false;
        }
    }

    private static void Rename(Undoing undo, string keyword, ObjectName old, string newName)
    {
        if (undo.IsSqlite && undo.Before.Referrers(ObjectId.Table(old)).OfType<Table>().Any())
        {
            // With foreign keys on, the engine follows the name into the tables that point here.
            undo.Note($"Foreign keys that point at `{newName}` follow it back to `{old}`.");
        }

        undo.Run($"ALTER {keyword} {undo.Write.Name(old with { Name = newName })} RENAME TO {undo.Write.Name(old.Name)}");
    }

    private static void Within(Undoing undo, string head, string tail, (string From, string To) names) =>
        undo.Run($"{head} {undo.Write.Name(names.From)}{tail}{(head.EndsWith("CONSTRAINT", StringComparison.Ordinal) ? " TO " : " RENAME TO ")}{undo.Write.Name(names.To)}");

    private static void RenameFunction(Undoing undo, RenameFunction rename)
    {
        var name = undo.Step.Before.Resolve(ObjectKind.Function, rename.Function);
        var renamed = new ObjectId(ObjectKind.Function, name with { Name = rename.NewName }, rename.Arguments);
        undo.Run($"ALTER {undo.Write.Reference(renamed)} RENAME TO {undo.Write.Name(name.Name)}");
    }

    private static void Move(Undoing undo, MoveToSchema move)
    {
        var id = undo.Step.Before.Resolve(move.Object);

        if (id.Kind == ObjectKind.Extension)
        {
            var schema = undo.Before.Find<Extension>(id)?.InSchema;
            undo.Run($"ALTER EXTENSION {undo.Write.Name(id.Name.Name)} SET SCHEMA {undo.Write.Name(schema ?? "public")}");
            return;
        }

        if (id.Name.Schema is not { } old)
        {
            undo.Refuse($"The schema that `{id}` was in is not known.");
            return;
        }

        undo.Run($"ALTER {undo.Write.Reference(id with { Name = id.Name with { Schema = move.NewSchema } })} SET SCHEMA {undo.Write.Name(old)}");
    }
}
