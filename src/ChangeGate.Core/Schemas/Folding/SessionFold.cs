using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>Transactions, settings and everything that cannot be followed.</summary>
internal static class SessionFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case ControlTransaction control:
                Control(schema, control);
                return true;
            case SetSetting { Name: "search_path" } set:
                schema.Session = schema.Session.SetSearchPath(PathOf(set.Value), set.Local);
                return true;
            case SetSetting { Name: "all", Value: null }:
                schema.Session = schema.Session.SetSearchPath(PathOf(null), local: false);
                return true;
            case SetPragma pragma:
                Set(schema, pragma);
                return true;
            case AttachDatabase { Attaches: false } detach:
                Detach(schema, detach.Name);
                return true;
            case Unclassified or RunDynamicSql or MetaCommand { IsFollowed: false } or RunBlock { Opaque: true }:
                schema.IsComplete = false;
                return true;
            case SetSetting or RunBlock or MetaCommand or AttachDatabase or Maintain or DropDatabase or ConfigureServer:
                return true;
            default:
                return false;
        }
    }

    private static void Control(SchemaEdit schema, ControlTransaction control)
    {
        switch (control.Action)
        {
            case TransactionAction.Begin when !schema.Session.InTransaction:
                schema.Session = schema.Session.Begin(schema.Snapshot);
                break;
            case TransactionAction.Savepoint: // PostgreSQL wants a transaction around it, which the runner may have begun.
                schema.Session = schema.Session.Begin(schema.Snapshot, control.Savepoint);
                break;
            case TransactionAction.Commit:
                schema.Session = schema.Session.EndTransaction();
                DropTemporary(schema);
                break;
            case TransactionAction.Release:
                schema.Session = schema.Session.Release(control.Savepoint ?? "");
                break;
            case TransactionAction.Rollback:
                Return(schema, schema.Session.Rollback());
                break;
            case TransactionAction.RollbackToSavepoint:
                Return(schema, schema.Session.RollbackTo(control.Savepoint ?? ""));
                break;
            case TransactionAction.Prepare:
                // What was done waits for COMMIT PREPARED, which may never come.
                schema.IsComplete = false;
                schema.Session = schema.Session.EndTransaction();
                break;
            default:
                break;
        }
    }

    private static void DropTemporary(SchemaEdit schema)
    {
        if (!schema.Snapshot.HasTemporary)
        {
            return;
        }

        foreach (var table in schema.Snapshot.Tables.Where(static table => table.DropsOnCommit).ToList())
        {
            Removal.Drop(schema, table.Id);
        }
    }

    private static void Return(SchemaEdit schema, (Session Session, SchemaSnapshot Snapshot)? point)
    {
        if (point is { } earlier)
        {
            schema.Session = earlier.Session;
            schema.Snapshot = earlier.Snapshot;
        }
    }

    // The reader has folded the names and taken their quotes. A schema named like the user is not one that migrations make.
    private static EquatableList<string> PathOf(string? value) => value is null
        ? ["public"]
        : [.. value.Split(',', StringSplitOptions.TrimEntries).Select(name => name.Trim('"', '\'')).Where(name => name is not ("" or "$user" or "pg_catalog"))];

    private static void Set(SchemaEdit schema, SetPragma pragma)
    {
        if (pragma.Value is null)
        {
            return;
        }

        var isOn = pragma.TurnsOn;

        schema.Session = pragma.Name.ToLowerInvariant() switch
        {
            "legacy_alter_table" => schema.Session with { LegacyAlterTable = isOn },

            // https://sqlite.org/pragma.html#pragma_foreign_keys: no effect inside a transaction.
            "foreign_keys" when !schema.Session.InTransaction => schema.Session with { ForeignKeys = isOn },
            _ => schema.Session,
        };
        schema.IsComplete &= !pragma.Name.Equals("writable_schema", StringComparison.OrdinalIgnoreCase) || !isOn;
    }

    private static void Detach(SchemaEdit schema, string name)
    {
        foreach (var id in schema.Snapshot.Objects.Select(value => value.Id).Where(id => schema.Names.Equals(id.Name.Schema, name)).ToList())
        {
            schema.Remove(id);
        }
    }
}
