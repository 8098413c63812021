using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Journals;

/// <summary>The states of a run, in the words that the journal stores. The zero value asks for a person.</summary>
internal enum RunState
{
    NeedsAttention,
    Planned,
    Running,
    Succeeded,
    Failed,
    RolledBack,
}

internal enum JournalRunKind
{
    Apply,
    Rollback,
    Adopt,
}

internal enum MigrationEvent
{
    Applied,
    Adopted,
    RolledBack,
}

internal enum StepEvent
{
    Started,
    Done,
    Failed,
}

internal sealed record RunRow
{
    public required string Id { get; init; }

    public required JournalRunKind Kind { get; init; }

    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string EnvironmentClass { get; init; }

    public required Digest SetDigest { get; init; }

    public required string Server { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string? RollsBack { get; init; }
}

internal sealed record RunStateRow(string RunId, RunState State, DateTimeOffset At, string? Because);

internal sealed record MigrationRow(string RunId, string Path, Digest Digest, MigrationEvent Event)
{
    public required DateTimeOffset At { get; init; }

    /// <summary>JSON of the rollback as it was at the time of the apply; null where the event has none.</summary>
    public string? Rollback { get; init; }

    public Digest RollbackDigest { get; init; }
}

internal sealed record StepRow(string RunId, string Path, int Number, StepEvent Event)
{
    public required Digest MigrationDigest { get; init; }

    public required Digest Digest { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool InTransaction { get; init; }

    public TimeSpan? Took { get; init; }

    public long? Rows { get; init; }

    public string? Error { get; init; }
}

/// <summary>The schema as it was when a run last committed something.</summary>
internal sealed record SnapshotRow(string RunId, Digest Fingerprint, SchemaSnapshot Snapshot, DateTimeOffset TakenAt)
{
    public static SnapshotRow Of(string runId, SchemaSnapshot snapshot, ISqlDialect dialect, DateTimeOffset takenAt) =>
        new(runId, Schemas.Fingerprint.Of(snapshot, dialect), snapshot, takenAt);
}
