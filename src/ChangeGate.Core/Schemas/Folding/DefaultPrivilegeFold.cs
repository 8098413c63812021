using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>ALTER DEFAULT PRIVILEGES: what an object's makers said before it was made.</summary>
internal static class DefaultPrivilegeFold
{
    public static void Give(SchemaEdit schema, Change change)
    {
        if (schema.Made.Count == 0 || change is not (CreateTable or AddColumn or SetColumnIdentity or CreateView or CreateSequence or CreateFunction or CreateType or CreateSchema))
        {
            return;
        }

        foreach (var id in schema.Made.ToList())
        {
            foreach (var said in schema.Session.DefaultPrivileges.Where(one => IsAbout(one, id)))
            {
                Apply(schema, id, said);
            }
        }
    }

    private static bool IsAbout(AlterDefaultPrivileges said, ObjectId id)
    {
        var kind = id.Kind is ObjectKind.View or ObjectKind.MaterializedView ? ObjectKind.Table : id.Kind;

        return said.OfKind == kind && (said.Schemas.Count == 0 || said.Schemas.Contains(id.Name.Schema ?? ""));
    }

    private static void Apply(SchemaEdit schema, ObjectId id, AlterDefaultPrivileges said)
    {
        foreach (var grantee in said.Grantees)
        {
            if (said.Grants)
            {
                AccessFold.Give(schema, (id, grantee), said.Privileges, said.GrantOption);
            }
            else
            {
                AccessFold.Take(schema, (id, grantee), said.Privileges, said.GrantOption);
            }
        }
    }
}
