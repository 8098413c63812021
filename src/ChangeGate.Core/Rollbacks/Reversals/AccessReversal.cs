using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Schemas, extensions, privileges, roles, owners and comments.</summary>
internal static class AccessReversal
{
    public static bool Apply(Undoing undo, Change change)
    {
        switch (change)
        {
            case CreateSchema create:
                ObjectReversal.Undo(undo, [create.Subject!]);
                return true;
            case DropSchema drop:
                DropSchema(undo, drop);
                return true;
            case CreateExtension create:
                ObjectReversal.Undo(undo, [create.Subject!]);
                return true;
            case DropExtension { IfExists: true } when !undo.Before.Contains(change.Subject!):
                return true;
            case DropExtension drop:
                DropExtension(undo, drop);
                return true;
            case AlterExtension alter:
                undo.Refuse($"The version that the extension `{alter.Extension}` had is not known.");
                return true;
            case GrantPrivilege or RevokePrivilege:
                Privileges(undo, change);
                return true;
            case GrantRole grant:
                undo.Run(Members(grant.Roles, grant.Grantees).Select(pair => $"REVOKE {undo.Write.Name(pair.Role)} FROM {undo.Write.Name(pair.Member)}"));
                undo.Note("Who was a member before is not in the history: every membership that the migration names is taken back.");
                return true;
            case RevokeRole revoke:
                undo.Run(Members(revoke.Roles, revoke.Grantees).Select(pair => $"GRANT {undo.Write.Name(pair.Role)} TO {undo.Write.Name(pair.Member)}"));
                undo.Note("Who was a member before is not in the history: every membership that the migration names is given back.");
                return true;
            case CreateRole create:
                undo.Drop(undo.Write.Drop(create.Subject!, undo.IfExists));
                return true;
            case AlterRole alter:
                undo.Refuse($"What the role `{alter.Role}` was before is not part of a schema, and not known.");
                return true;
            case DropRole drop:
                undo.Refuse($"The role `{drop.Role}` cannot be made again: its password, options and memberships are not known.");
                return true;
            case ChangeOwner owner:
                Owner(undo, owner);
                return true;
            case ChangeOwned owned:
                undo.Refuse($"What {(owned.Drops ? "DROP" : "REASSIGN")} OWNED reaches is known only to the server.");
                return true;
            case AlterDefaultPrivileges:
                undo.Refuse("The default privileges that were in force before are not known.");
                return true;
            case SetComment comment:
                Comment(undo, comment);
                return true;
            default:
                return false;
        }
    }

    private static void DropSchema(Undoing undo, DropSchema drop)
    {
        var gone = undo.Before.Objects.Where(value => undo.After.Find<SchemaObject>(value.Id) != value).Select(value => value.Id).ToList();

        if (gone.Count == 0 && !drop.IfExists)
        {
            undo.Refuse($"The schema `{drop.Schema}` is not known from the history, so it cannot be made again.");
        }

        ObjectReversal.Undo(undo, gone);
    }

    private static void DropExtension(Undoing undo, DropExtension drop)
    {
        ObjectReversal.Undo(undo, drop.Subject!);

        if (drop.Cascade)
        {
            undo.Refuse($"What depends on the extension `{drop.Extension}` and goes with it is known only to the server.");
        }
        else if (!undo.Before.Contains(drop.Subject!))
        {
            undo.Refuse($"The extension `{drop.Extension}` is not known from the history, nor the schema it was in.");
        }
    }

    private static void Privileges(Undoing undo, Change change)
    {
        var touched = undo.Step.After.Changed.Where(id => undo.Before.Find<Privilege>(id) != undo.After.Find<Privilege>(id)).ToList();
        ObjectReversal.Undo(undo, touched);

        if (touched.Count == 0 && change is RevokePrivilege revoke)
        {
            // EXECUTE and USAGE are everyone's unless revoked (https://www.postgresql.org/docs/current/ddl-priv.html).
            if (revoke.Grantees.Any(grantee => grantee.Equals("public", StringComparison.OrdinalIgnoreCase)) && revoke.Object.Kind is ObjectKind.Function or ObjectKind.Type && revoke.AllInSchema is null)
            {
                undo.Run(undo.Write.Grant(undo.Step.Before.Resolve(revoke.Object), revoke.Privileges, "public"));
                return;
            }

            undo.Note($"No grant on `{revoke.Object}` that the history knows is revoked, so none is given back.");
        }
    }

    private static IEnumerable<(string Role, string Member)> Members(EquatableList<string> roles, EquatableList<string> members) =>
        roles.SelectMany(role => members.Select(member => (role, member)));

    private static void Owner(Undoing undo, ChangeOwner change)
    {
        var id = undo.Step.Before.Resolve(change.Object);
        var isSupported = id.Kind is ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Sequence or ObjectKind.Function or ObjectKind.Type or ObjectKind.Schema;

        if (!isSupported || (id.Kind == ObjectKind.Function && id.Part is null))
        {
            undo.Refuse($"Who owned `{id}` before is not known.");
            return;
        }

        // What the migration itself made has no owner to go back to.
        if (undo.Archives.Start.Contains(id))
        {
            undo.Archives.Owner(id);
            undo.Run(undo.Restore.SetOwner(undo.Archives.OwnerArchive, id, id));
        }
    }

    private static void Comment(Undoing undo, SetComment comment)
    {
        var id = undo.Step.Before.Resolve(comment.Object);

        if (id.Kind is ObjectKind.Privilege or ObjectKind.Database or ObjectKind.Role or ObjectKind.Other)
        {
            undo.Refuse($"The comment that `{id}` had before is not known.");
            return;
        }

        undo.Run(undo.Write.Comment(id, CommentOf(undo.Before, id)));
    }

    private static string? CommentOf(SchemaSnapshot schema, ObjectId id) => id.Kind switch
    {
        ObjectKind.Column => schema.Find<Table>(ObjectId.Table(id.Name))?.Column(id.Part!)?.Comment,
        ObjectKind.Constraint => schema.Find<Table>(ObjectId.Table(id.Name))?.Constraints.FirstOrDefault(constraint => constraint.Name == id.Part)?.Comment,
        _ => schema.Find<SchemaObject>(id)?.Comment,
    };
}
