using ChangeGate.Text;

namespace ChangeGate.Changes;

public sealed record CreateSchema(string Schema) : Change
{
    public bool IfNotExists { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Schema, new ObjectName(null, Schema));
}

public sealed record DropSchema(string Schema) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Schema, new ObjectName(null, Schema));
}

public sealed record RenameSchema(string Schema, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Schema, new ObjectName(null, Schema));
}

public sealed record MoveToSchema(ObjectId Object, string NewSchema) : Change
{
    public override ObjectId? Subject => Object;
}

public sealed record ChangeOwner(ObjectId Object, string Owner) : Change
{
    public override ObjectId? Subject => Object;
}

/// <summary>DROP OWNED (true) or REASSIGN OWNED (false).</summary>
public sealed record ChangeOwned(EquatableList<string> Roles, bool Drops) : Change
{
    public bool Cascade { get; init; }

    /// <summary>REASSIGN: who gets it.</summary>
    public string? To { get; init; }

    public override ObjectId? Subject => null;
}

public sealed record CreateExtension(string Extension) : Change
{
    public string? Schema { get; init; }

    public bool IfNotExists { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Extension, new ObjectName(null, Extension));
}

public sealed record AlterExtension(string Extension, string What) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Extension, new ObjectName(null, Extension));
}

public sealed record DropExtension(string Extension) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Extension, new ObjectName(null, Extension));
}

/// <summary>GRANT on an object. <see cref="Grantees"/> holds role names; <c>public</c> stands for everyone.</summary>
public sealed record GrantPrivilege(ObjectId Object, EquatableList<string> Privileges, EquatableList<string> Grantees) : Change
{
    /// <summary>ALL PRIVILEGES was written; <see cref="Privileges"/> is then <c>ALL</c>.</summary>
    public bool All => Privileges.Contains("ALL");

    /// <summary>ALL TABLES IN SCHEMA and the like: <see cref="Object"/> is then the schema.</summary>
    public string? AllInSchema { get; init; }

    /// <summary>The kind of object that <see cref="AllInSchema"/> means: tables stand for views too.</summary>
    public ObjectKind? AllOfKind { get; init; }

    public bool WithGrantOption { get; init; }

    public override ObjectId? Subject => Object;
}

public sealed record RevokePrivilege(ObjectId Object, EquatableList<string> Privileges, EquatableList<string> Grantees) : Change
{
    public string? AllInSchema { get; init; }

    /// <summary>The kind of object that <see cref="AllInSchema"/> means: tables stand for views too.</summary>
    public ObjectKind? AllOfKind { get; init; }

    /// <summary>GRANT OPTION FOR: the privilege itself stays.</summary>
    public bool GrantOptionOnly { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => Object;
}

public sealed record GrantRole(EquatableList<string> Roles, EquatableList<string> Grantees) : Change
{
    public bool WithAdminOption { get; init; }

    public override ObjectId? Subject => Roles.Count == 0 ? null : new ObjectId(ObjectKind.Role, new ObjectName(null, Roles[0]));
}

public sealed record RevokeRole(EquatableList<string> Roles, EquatableList<string> Grantees) : Change
{
    public override ObjectId? Subject => Roles.Count == 0 ? null : new ObjectId(ObjectKind.Role, new ObjectName(null, Roles[0]));
}

public sealed record AlterDefaultPrivileges(string What) : Change
{
    public EquatableList<string> Grantees { get; init; }

    public bool Grants { get; init; }

    /// <summary>Upper case; <c>ALL</c> for all.</summary>
    public EquatableList<string> Privileges { get; init; }

    /// <summary>GRANT … WITH GRANT OPTION, or REVOKE GRANT OPTION FOR.</summary>
    public bool GrantOption { get; init; }

    /// <summary>Tables stand for views too; null for kinds that the fold does not look into.</summary>
    public ObjectKind? OfKind { get; init; }

    /// <summary>Empty means everywhere.</summary>
    public EquatableList<string> Schemas { get; init; }

    /// <summary>Of objects that these roles will make; empty means those of the role that says it.</summary>
    public EquatableList<string> Makers { get; init; }

    public override ObjectId? Subject => null;
}

public sealed record CreateRole(string Role) : Change
{
    /// <summary>Options in upper case, without any password: <c>SUPERUSER</c>, <c>LOGIN</c>.</summary>
    public EquatableList<string> Options { get; init; }

    public bool HasPassword { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Role, new ObjectName(null, Role));
}

public sealed record AlterRole(string Role) : Change
{
    public EquatableList<string> Options { get; init; }

    public bool HasPassword { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Role, new ObjectName(null, Role));
}

public sealed record DropRole(string Role) : Change
{
    public bool IfExists { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Role, new ObjectName(null, Role));
}

public sealed record SetComment(ObjectId Object, string? Comment) : Change
{
    public override ObjectId? Subject => Object;
}
