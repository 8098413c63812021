using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>Which privileges an object knows (PostgreSQL manual, 5.8, table 5.2).</summary>
internal static class PrivilegeNames
{
    // MAINTAIN, new in PostgreSQL 17, is left out: what ALL means must not depend on the version.
    private static readonly string[] OfTables = ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"];

    public static IReadOnlyList<string> Expand(ObjectKind kind, IReadOnlyList<string> privileges) =>
        privileges.Contains("ALL") ? All(kind) : privileges;

    /// <summary>A privilege that may be passed on is one with this at its end.</summary>
    public const string Option = " WITH GRANT OPTION";

    public static IEnumerable<string> Add(IReadOnlyCollection<string> held, IReadOnlyList<string> given, bool withOption) => withOption
        ? held.Except(given).Concat(given.Select(name => name + Option))
        : held.Concat(given.Where(name => !held.Contains(name + Option)));

    public static List<string> Take(IReadOnlyCollection<string> held, IReadOnlyList<string> taken, bool optionOnly) => optionOnly
        ? [.. held.Select(name => name.EndsWith(Option, StringComparison.Ordinal) && taken.Contains(name[..^Option.Length]) ? name[..^Option.Length] : name)]
        : [.. held.Where(name => !taken.Contains(name) && !taken.Any(one => name == one + Option))];

    public static IReadOnlyList<string> All(ObjectKind kind) => kind switch
    {
        ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView => OfTables,
        ObjectKind.Column => ["INSERT", "REFERENCES", "SELECT", "UPDATE"],
        ObjectKind.Sequence => ["SELECT", "UPDATE", "USAGE"],
        ObjectKind.Function => ["EXECUTE"],
        ObjectKind.Schema => ["CREATE", "USAGE"],
        ObjectKind.Database => ["CONNECT", "CREATE", "TEMPORARY"],
        _ => ["USAGE"],
    };
}
