using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>One row of a journal: a run applied a migration, took it back, or found it there.</summary>
/// <param name="IsAdopted">It was there when the journal began, and no run of ours executed it.</param>
public sealed record JournalledMigration(string RunId, string Path, Digest Digest, bool IsAdopted)
{
    public required DateTimeOffset At { get; init; }
}

/// <summary>Everything that a journal has of migrations, in its order.</summary>
public sealed record JournalHistory(string Target, string Environment, EquatableList<JournalledMigration> Rows);
