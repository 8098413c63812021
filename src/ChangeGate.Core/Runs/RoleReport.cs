using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>What a role may that a run does not need, or lacks that one needs.</summary>
/// <param name="Code">In kebab-case, the same in every version.</param>
/// <param name="Sentence">With the names in it.</param>
public sealed record RoleFinding(string Code, string Sentence)
{
    /// <summary>Of a superuser, and of whoever can become one.</summary>
    public const string Superuser = "superuser";

    /// <summary>The configuration says that it may be so.</summary>
    public bool IsAllowed { get; init; }
}

/// <summary>The role that an environment's connection uses, and what it should be instead.</summary>
public sealed record RoleReport
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    /// <summary>Whom the connection logs in as.</summary>
    public required string Role { get; init; }

    public required EquatableList<RoleFinding> Findings { get; init; }

    /// <summary>SQL that makes a runner, a reader and the guard's owner with what each needs and no more: one statement an entry.</summary>
    public required EquatableList<string> Script { get; init; }

    public bool IsLeast => Findings.All(static finding => finding.IsAllowed);
}

/// <summary>The roles that are proposed.</summary>
/// <param name="Runner">Runs migrations.</param>
/// <param name="Reader">Looks at journal, schema and guard: <c>status</c>, <c>drift</c>, <c>snapshot</c>.</param>
public sealed record RoleRequest(string Runner, string Reader);
