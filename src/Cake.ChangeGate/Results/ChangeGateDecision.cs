namespace Cake.ChangeGate;

/// <summary>One judged proposal of one target: <c>docs/schema/decision.schema.json</c>, as far as builds branch on it.</summary>
public sealed record ChangeGateDecision
{
    public required string Target { get; init; }

    public required string Dialect { get; init; }

    public required ChangeGateVerdict Verdict { get; init; }

    /// <summary>What an approval covers: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string Digest { get; init; }

    public required ChangeGateRisk Risk { get; init; }

    /// <summary>All clauses that had something to say; the strictest decided.</summary>
    public required IReadOnlyList<ChangeGateReason> Reasons { get; init; }

    public required IReadOnlyList<ChangeGateMigration> Migrations { get; init; }

    public required IReadOnlyList<ChangeGateFinding> Findings { get; init; }
}

/// <summary>What one clause of the policy contributed.</summary>
public sealed record ChangeGateReason(string Clause, ChangeGateVerdict Verdict, string Because);

/// <summary>One proposed script.</summary>
/// <param name="Path">Within the folder of migrations.</param>
/// <param name="Digest">Of its exact bytes.</param>
/// <param name="Destructive">Running it can lose stored values.</param>
/// <param name="Reversible"><c>with-data</c>, <c>schema-only</c> or <c>no</c>.</param>
public sealed record ChangeGateMigration(string Path, string Digest, bool Destructive, string Reversible);

/// <summary>What a rule reports of one place. Texts hold names out of SQL that nobody has vouched for.</summary>
public sealed record ChangeGateFinding
{
    /// <summary>The stable name: <c>drop-column</c>.</summary>
    public required string Rule { get; init; }

    /// <summary><c>CG102</c>.</summary>
    public required string Id { get; init; }

    public required ChangeGateFindingRisk Risk { get; init; }

    /// <summary><c>data-loss</c>, <c>availability</c> …</summary>
    public required IReadOnlyList<string> Hazards { get; init; }

    public required string Path { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1, in UTF-16 code units.</summary>
    public required int Column { get; init; }

    public required string Message { get; init; }

    public required string Remedy { get; init; }

    /// <summary>null where there is no safer SQL.</summary>
    public string? SafeSql { get; init; }

    /// <summary>The reason for which it was excepted; null where it counts.</summary>
    public string? Suppressed { get; init; }
}
