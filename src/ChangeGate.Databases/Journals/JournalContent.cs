using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Text;

namespace ChangeGate.Databases.Journals;

/// <summary>Everything that the journal says, read at one moment.</summary>
internal sealed record JournalContent
{
    public static JournalContent Empty { get; } = new();

    /// <summary>Oldest first, like all lists here.</summary>
    public EquatableList<RunRow> Runs { get; init; }

    public EquatableList<RunStateRow> States { get; init; }

    public EquatableList<MigrationRow> Migrations { get; init; }

    public EquatableList<StepRow> Steps { get; init; }

    public SnapshotRow? Snapshot { get; init; }

    /// <summary>What the journal of another tool says; null where none is kept.</summary>
    public HostContent? Host { get; init; }

    public string? Target => Runs.Count == 0 ? null : Runs[0].Target;

    public RunStateRow? StateOf(string runId) => States.LastOrDefault(state => state.RunId == runId);

    /// <summary>The last event of each path that has one.</summary>
    public IEnumerable<MigrationRow> Latest => Migrations.GroupBy(row => row.Path, StringComparer.Ordinal).Select(rows => rows.Last());

    /// <summary>Applied, oldest first, after the recorded schema was read: only a run that died leaves any.</summary>
    public IEnumerable<MigrationRow> Unrecorded => Snapshot is not { } recorded ? [] : Migrations.Where(row => row.Event == MigrationEvent.Applied && row.RunId == recorded.RunId && row.At >= recorded.TakenAt);

    /// <summary>What stands in the database, oldest first.</summary>
    public IEnumerable<MigrationRow> Applied => Migrations.Where(row => row.Event != MigrationEvent.RolledBack && ReferenceEquals(row, LatestOf(row.Path)));

    /// <summary>Runs that began and never said how they ended: their process is gone, since the lock is ours.</summary>
    public IEnumerable<RunRow> Unfinished => Runs.Where(run => StateOf(run.Id) is null or { State: RunState.Planned or RunState.Running });

    public RunRow? Attention => Runs.LastOrDefault(run => StateOf(run.Id) is { State: RunState.NeedsAttention });

    public MigrationRow? LatestOf(string path) => Migrations.LastOrDefault(row => row.Path == path);

    /// <summary>Steps of applying a migration that is not, or no longer, applied: what was committed of it and what was begun.</summary>
    public IEnumerable<StepRow> OpenSteps(string path) => StepsSince(LatestOf(path), path, JournalRunKind.Apply);

    /// <summary>The same for taking back a migration that stands.</summary>
    public IEnumerable<StepRow> OpenReverseSteps(MigrationRow applied) => StepsSince(applied, applied.Path, JournalRunKind.Rollback);

    private IEnumerable<StepRow> StepsSince(MigrationRow? latest, string path, JournalRunKind kind)
    {
        var later = Runs.SkipWhile(run => latest is not null && run.Id != latest.RunId).Where(run => run.Kind == kind && run.Id != latest?.RunId).Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
        return Steps.Where(step => step.Path == path && later.Contains(step.RunId));
    }
}
