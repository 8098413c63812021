using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>One row of a journal: a run applied a migration, took it back, or found it there.</summary>
/// <param name="IsAdopted">It was there when the journal began, and no run of ours executed it.</param>
public sealed record JournalledMigration(string RunId, string Path, Digest Digest, bool IsAdopted)
{
    public required DateTimeOffset At { get; init; }
}

/// <summary>Everything that a journal has of migrations, in its order.</summary>
public sealed record JournalHistory(string Target, string Environment, EquatableList<JournalledMigration> Rows)
{
    /// <summary>null where no other tool keeps one beside it.</summary>
    public HostHistory? Host { get; init; }
}

/// <summary>The journal of another tool, held against ours.</summary>
/// <param name="Tool">As it calls itself.</param>
/// <param name="Problem">What they do not say alike, as a sentence; null where nothing.</param>
public sealed record HostHistory(string Tool, string? Problem);
