using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Reports;

internal static class AccessText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        CreateSchema create => new("adds schema", Prose.Name(create.Schema)),
        DropSchema { Cascade: true } drop => new("drops schema", Prose.Name(drop.Schema), "and everything in it"),
        DropSchema drop => new("drops schema", Prose.Name(drop.Schema)),
        RenameSchema rename => new("renames schema", Prose.Name(rename.Schema), $"to {Prose.Name(rename.NewName)}"),
        MoveToSchema move => new("moves", Prose.Name(move.Object), $"to schema {Prose.Name(move.NewSchema)}"),
        ChangeOwner own => new("gives", Prose.Name(own.Object), $"to {Prose.Name(own.Owner)}"),
        ChangeOwned { Drops: true } owned => new("drops everything owned by", Prose.Names(owned.Roles)),
        ChangeOwned owned => new("gives away everything owned by", Prose.Names(owned.Roles)),
        CreateExtension create => new("adds extension", Prose.Name(create.Extension)),
        AlterExtension alter => new("changes extension", Prose.Name(alter.Extension), $"({Prose.Name(alter.What)})"),
        DropExtension drop => new("drops extension", Prose.Name(drop.Extension), drop.Cascade ? "and everything that depends on it" : ""),
        GrantPrivilege grant => new($"grants {Privileges(grant.Privileges)} on {On(grant.Object, grant.AllInSchema)} to", Grantees(grant.Grantees),
            grant.WithGrantOption ? "with the right to grant it on" : ""),
        RevokePrivilege { GrantOptionOnly: true } revoke => new($"revokes the right to grant {Privileges(revoke.Privileges)} on {On(revoke.Object, revoke.AllInSchema)} from", Grantees(revoke.Grantees)),
        RevokePrivilege revoke => new($"revokes {Privileges(revoke.Privileges)} on {On(revoke.Object, revoke.AllInSchema)} from", Grantees(revoke.Grantees)),
        GrantRole grant => new($"makes {Grantees(grant.Grantees)} a member of", Prose.Names(grant.Roles), grant.WithAdminOption ? "that may add others" : ""),
        RevokeRole revoke => new($"takes {Grantees(revoke.Grantees)} out of", Prose.Names(revoke.Roles)),
        AlterDefaultPrivileges alter => new(alter.Grants ? "grants privileges on future objects to" : "revokes privileges on future objects from", Grantees(alter.Grantees)),
        CreateRole create => new("adds role", Prose.Name(create.Role), Options(create.Options, create.HasPassword)),
        AlterRole alter => new("changes role", Prose.Name(alter.Role), Options(alter.Options, alter.HasPassword)),
        DropRole drop => new("drops role", Prose.Name(drop.Role)),
        SetComment { Comment: null } comment => new("drops the comment on", Prose.Name(comment.Object)) { IsMinor = true },
        SetComment comment => new("comments on", Prose.Name(comment.Object)) { IsMinor = true },
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };

    private static string Privileges(EquatableList<string> privileges) =>
        privileges.Contains("ALL") ? "all privileges" : Prose.Names(privileges);

    private static string On(ObjectId id, string? allInSchema) => allInSchema is null ? Prose.Name(id) : $"all {allInSchema} in schema {Prose.Name(id)}";

    private static string Grantees(EquatableList<string> grantees) =>
        grantees.Count == 0 ? "nobody" : string.Join(", ", grantees.Select(grantee => grantee == "public" ? "everyone" : Prose.Name(grantee)));

    private static string Options(EquatableList<string> options, bool hasPassword) =>
        string.Join(' ', new[]
        {
            options.Count > 0 ? $"({Prose.Names(options)})" : "",
            hasPassword ? "with a password" : "",
        }.Where(text => text.Length > 0));
}
