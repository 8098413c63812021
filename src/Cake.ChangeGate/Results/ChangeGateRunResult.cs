using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>What <c>ChangeGateApply</c> or <c>ChangeGateRollback</c> did.</summary>
/// <param name="Verdict">Only when allowed did anything run.</param>
/// <param name="Runs">In their order; more than one where proposals were approved one by one.</param>
/// <param name="Decisions">Why nothing ran; empty where something did, and where the journal or the environment spoke against it.</param>
public sealed record ChangeGateRunResult(ChangeGateVerdict Verdict, IReadOnlyList<ChangeGateRun> Runs, IReadOnlyList<ChangeGateDecision> Decisions);

/// <summary>One governed run: <c>docs/schema/run.schema.json</c>, as far as builds branch on it.</summary>
public sealed record ChangeGateRun
{
    public required string Id { get; init; }

    /// <summary><c>apply</c> or <c>rollback</c>.</summary>
    public required string Kind { get; init; }

    public required ChangeGateOutcome Outcome { get; init; }

    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Digest { get; init; }

    /// <summary>The run that was taken back; null for a run forward.</summary>
    public string? RollsBack { get; init; }

    /// <summary>What ran; empty where there was nothing to do.</summary>
    public required IReadOnlyList<ChangeGateRunMigration> Migrations { get; init; }

    /// <summary>The signed bundle; null where nothing ran, which leaves none, and where the settings name no folder of evidence.</summary>
    public FilePath? Evidence { get; init; }
}

/// <summary>A script that ran.</summary>
public sealed record ChangeGateRunMigration(string Path, string Digest);

/// <summary>How a run ended, the worst first.</summary>
public enum ChangeGateOutcome
{
    NeedsAttention,
    Failed,
    Succeeded,
}
