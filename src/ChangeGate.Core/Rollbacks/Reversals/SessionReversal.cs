using ChangeGate.Changes;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>What changes neither schema nor rows, and what nobody can know.</summary>
internal static class SessionReversal
{
    public static bool Apply(Undoing undo, Change change)
    {
        switch (change)
        {
            case SetSetting or SetPragma or Maintain or LockTable or Reindex or RefreshView or RunBlock { Opaque: false } or ControlTransaction:
                return true;
            case ReadRows read:
                CallReading.Judge(undo, read);
                return true;
            case Unclassified unread:
                undo.Refuse($"A statement could not be read ({unread.Reason}), so what it does cannot be taken back.");
                return true;
            case RunBlock block:
                undo.Refuse($"A DO block in {block.Language} does what its text alone does not tell.");
                return true;
            case RunDynamicSql:
                undo.Refuse("SQL that is put together at run time is not known beforehand.");
                return true;
            case CallProcedure call:
                undo.Refuse($"CALL of `{call.Procedure}` may do anything.");
                return true;
            case MetaCommand command:
                undo.Refuse($"The meta-command `{command.Command}` is not SQL, and what it does is not known.");
                return true;
            case AlterFunction alter:
                AlterFunction(undo, alter);
                return true;
            case AttachDatabase or DropDatabase or ConfigureServer:
                undo.Refuse($"`{change.Kind}` reaches beyond the schema of this database.");
                return true;
            case ChangeOther other:
                Other(undo, other);
                return true;
            default:
                return false;
        }
    }

    private static void AlterFunction(Undoing undo, AlterFunction alter)
    {
        var name = undo.Step.Before.Resolve(ObjectKind.Function, alter.Function);
        var functions = undo.Before.Overloads(name).Where(function => alter.Arguments is null || function.Id.Part == alter.Arguments).ToList();

        if (functions is not [var function])
        {
            undo.Refuse($"`{name}` is not known from the history, nor what it was before.");
            return;
        }

        FunctionReversal.Replace(undo, function, function);
    }

    private static void Other(Undoing undo, ChangeOther other)
    {
        var id = undo.Step.Before.Resolve(other.Object);

        if (other.Verb == "create" && id.Part is "publication" or "subscription" or "statistics" or "collation" or "event trigger" or "server" or "foreign data wrapper")
        {
            undo.Drop(undo.Write.Drop(id, undo.IfExists));
            return;
        }

        if (other.Verb == "drop" && undo.Before.Find<Schemas.OtherObject>(id)?.Definition is { } definition)
        {
            undo.Run(definition);
            return;
        }

        undo.Refuse($"There is no known way back from `{other.Verb} {id}`.");
    }
}
