using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Which privileges an object knows (PostgreSQL manual, 5.8, table 5.2).</summary>
internal static class PrivilegeNames
{
    // MAINTAIN, new in PostgreSQL 17, is left out: what ALL means must not depend on the version.
    private static readonly string[] OfTables = ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"];

    public static IReadOnlyList<string> Expand(ObjectKind kind, IReadOnlyList<string> privileges) =>
        privileges.Contains("ALL") ? All(kind) : privileges;

    public static IReadOnlyList<string> All(ObjectKind kind) => kind switch
    {
        ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView => OfTables,
        ObjectKind.Sequence => ["SELECT", "UPDATE", "USAGE"],
        ObjectKind.Function => ["EXECUTE"],
        ObjectKind.Schema => ["CREATE", "USAGE"],
        ObjectKind.Database => ["CONNECT", "CREATE", "TEMPORARY"],
        _ => ["USAGE"],
    };
}
