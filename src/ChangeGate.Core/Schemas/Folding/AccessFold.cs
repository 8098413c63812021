using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Privileges and comments. Roles belong to the server, not to a schema.</summary>
internal static class AccessFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case GrantPrivilege grant:
                Grant(schema, grant);
                return true;
            case RevokePrivilege revoke:
                Revoke(schema, revoke);
                return true;
            case SetComment comment:
                CommentFold.Set(schema, comment);
                return true;
            case ChangeOwned owned:
                // Which objects a role owns is not part of a snapshot.
                schema.IsComplete &= !owned.Drops;
                return true;
            // What other roles make is not made by migrations, as far as a history can know.
            case AlterDefaultPrivileges { Makers.Count: 0, OfKind: not null } defaults:
                schema.Session = schema.Session with { DefaultPrivileges = [.. schema.Session.DefaultPrivileges, defaults] };
                return true;
            case GrantRole or RevokeRole or AlterDefaultPrivileges or CreateRole or AlterRole or DropRole:
                return true;
            default:
                return false;
        }
    }

    private static void Grant(SchemaEdit schema, GrantPrivilege grant)
    {
        foreach (var on in Objects(schema, grant.Object, grant.AllOfKind))
        {
            foreach (var grantee in grant.Grantees)
            {
                Give(schema, (on, grantee), grant.Privileges, grant.WithGrantOption);
            }
        }
    }

    private static void Revoke(SchemaEdit schema, RevokePrivilege revoke)
    {
        foreach (var on in Objects(schema, revoke.Object, revoke.AllOfKind))
        {
            foreach (var grantee in revoke.Grantees)
            {
                // Taking it from the table takes it from its columns.
                foreach (var ofColumn in schema.Snapshot.Referrers(on).OfType<Privilege>().Where(one => on.Kind == ObjectKind.Table && one.On.Kind == ObjectKind.Column && one.Grantee == grantee && !revoke.GrantOptionOnly).ToList())
                {
                    Take(schema, (ofColumn.On, grantee), revoke.Privileges, optionOnly: false);
                }

                Take(schema, (on, grantee), revoke.Privileges, revoke.GrantOptionOnly);
            }
        }
    }

    /// <summary>To those that are held already; <c>ALL</c> stands for all that the object has.</summary>
    public static void Give(SchemaEdit schema, (ObjectId On, string Grantee) to, IReadOnlyList<string> privileges, bool withOption)
    {
        var held = schema.Find<Privilege>(Privilege.IdOf(to.On, to.Grantee))?.Privileges ?? [];
        schema.Put(Privilege.Of(to.On, to.Grantee, PrivilegeNames.Add(held, PrivilegeNames.Expand(to.On.Kind, privileges), withOption)));
    }

    /// <summary>From those that are held; where none is left, nothing is.</summary>
    public static void Take(SchemaEdit schema, (ObjectId On, string Grantee) from, IReadOnlyList<string> privileges, bool optionOnly)
    {
        if (schema.Find<Privilege>(Privilege.IdOf(from.On, from.Grantee)) is not { } held)
        {
            return;
        }

        var left = PrivilegeNames.Take(held.Privileges, PrivilegeNames.Expand(from.On.Kind, privileges), optionOnly);

        if (left.Count == 0)
        {
            schema.Remove(held.Id);
        }
        else
        {
            schema.Put(Privilege.Of(held.On, held.Grantee, left));
        }
    }

    // GRANT ON TABLE also means views and sequences.
    private static IEnumerable<ObjectId> Objects(SchemaEdit schema, ObjectId on, ObjectKind? allOfKind)
    {
        if (allOfKind is { } kind)
        {
            ObjectKind[] kinds = kind == ObjectKind.Table ? [ObjectKind.Table, ObjectKind.View, ObjectKind.MaterializedView] : [kind];

            return [.. schema.Snapshot.Objects.Select(value => value.Id).Where(id => id.Name.Schema == on.Name.Name && kinds.Contains(id.Kind)).Order(ObjectIdOrder.Instance)];
        }

        return on.Kind switch
        {
            ObjectKind.Table or ObjectKind.View or ObjectKind.Sequence => [schema.FindRelation(on.Name)?.Id ?? schema.Resolve(on)],
            ObjectKind.Column => [on with { Name = schema.FindRelation(on.Name)?.Id.Name ?? schema.Resolve(ObjectKind.Table, on.Name) }],
            ObjectKind.Function => [FunctionFold.Find(schema, on.Name, on.Part)?.Id ?? schema.Resolve(on)],
            _ => [schema.Resolve(on)],
        };
    }
}
