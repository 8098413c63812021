using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>How a migration stands to the journal of one environment. The zero value asks for a person.</summary>
public enum MigrationState
{
    /// <summary>Its run did not say how it ended.</summary>
    NeedsAttention,

    /// <summary>The journal has it with other bytes.</summary>
    Edited,

    /// <summary>The journal has it, and the folder does not.</summary>
    Missing,

    /// <summary>Some of its segments were committed, and it broke off.</summary>
    Partial,

    /// <summary>Not run, though a later one was.</summary>
    OutOfOrder,

    /// <summary>It ran and was taken back.</summary>
    RolledBack,

    /// <summary>Not run yet.</summary>
    Pending,

    /// <summary>Recorded as applied when the journal began, without having been run by ChangeGate.</summary>
    Adopted,

    Applied,
}

/// <param name="At">When its journal row was written; null for one that never ran.</param>
public sealed record MigrationStatus(string Path, MigrationState State, DateTimeOffset? At, string? RunId);

/// <summary>The journal of one environment held against the files.</summary>
public sealed record TargetStatus
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    /// <summary>In the order in which they run; those that only the journal knows come last.</summary>
    public required EquatableList<MigrationStatus> Migrations { get; init; }

    /// <summary>What a person must look at before anything runs again; null when there is nothing.</summary>
    public string? Attention { get; init; }

    /// <summary>Where the tool whose journal is kept would read a pending script otherwise.</summary>
    public EquatableList<string> Remarks { get; init; }

    /// <summary>What the guard inside the database says.</summary>
    public GuardStatus Guard { get; init; } = GuardStatus.None;

    public bool IsUpToDate => Attention is null && Guard is { IsIntact: true, Unreported.Count: 0 } && Migrations.All(migration => migration.State is MigrationState.Applied or MigrationState.Adopted);

    /// <summary>Something must be mended by a person before anything may run.</summary>
    public bool IsBroken => Attention is not null || !Guard.IsIntact || Migrations.Any(migration => migration.State is MigrationState.NeedsAttention or MigrationState.Edited or MigrationState.Missing);
}
