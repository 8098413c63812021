using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Running;
using ChangeGate.Migrations;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases;

public enum MigrationState
{
    /// <summary>In the files and not in the database.</summary>
    Pending,

    /// <summary>Some of its segments were committed, and it broke off.</summary>
    Partial,

    Applied,

    /// <summary>Recorded as applied when the journal began, without having been run by ChangeGate.</summary>
    Adopted,

    RolledBack,

    /// <summary>Applied, and the file has other bytes now.</summary>
    Edited,

    /// <summary>Applied, and the file is gone.</summary>
    Missing,
}

/// <param name="At">When it was applied, adopted or taken back; null while it is pending.</param>
public sealed record MigrationStatus(string Path, MigrationState State, Digest Digest, DateTimeOffset? At)
{
    public string? RunId { get; init; }
}

/// <param name="State">In the journal's words: <c>succeeded</c>, <c>failed</c>, <c>rolled-back</c>, <c>needs-attention</c>, <c>running</c>.</param>
public sealed record RunSummary(string Id, string Kind, string State, DateTimeOffset StartedAt)
{
    public required string Environment { get; init; }

    public required string Actor { get; init; }

    public string? Because { get; init; }

    public string? RollsBack { get; init; }
}

/// <summary>The journal beside the files.</summary>
/// <param name="Target">To whom the journal belongs; null where there is none.</param>
/// <param name="Runs">Oldest first.</param>
public sealed record JournalStatus(string? Target, EquatableList<MigrationStatus> Migrations, EquatableList<RunSummary> Runs);

/// <summary>The live schema beside the one that the last run left.</summary>
/// <param name="RecordedAt">null where no run has recorded one.</param>
public sealed record DriftReport(DateTimeOffset? RecordedAt, SchemaDiff Difference)
{
    public Digest Recorded { get; init; }

    public Digest Live { get; init; }

    public bool IsDrifted => RecordedAt is not null && Recorded != Live;
}

/// <summary>Looks at the journal and the schema, and changes nothing.</summary>
public sealed class DatabaseStatus(IEngine engine)
{
    public async Task<JournalStatus> StatusAsync(IReadOnlyList<Migration> files, CancellationToken cancellation)
    {
        var journal = await engine.ReadJournalAsync(reader => reader.ReadAsync(cancellation), cancellation);
        var present = files.Where(file => file.Change != MigrationChange.Deleted).ToList();
        var paths = present.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var gone = journal.Applied.Where(row => !paths.Contains(row.Path)).Select(row => Status(row, MigrationState.Missing));

        return new JournalStatus(
            journal.Target,
            [.. present.Select(file => StatusOf(file, journal)).Concat(gone).OrderBy(status => status.Path, StringComparer.Ordinal)],
            [.. journal.Runs.Select(run => Summary(run, journal))]);
    }

    public async Task<DriftReport> DriftAsync(CancellationToken cancellation)
    {
        var journal = await engine.ReadJournalAsync(reader => reader.ReadAsync(cancellation), cancellation);
        var live = await engine.ReadSnapshotAsync(cancellation);
        var dialect = SqlDialects.For(engine.Dialect);

        return journal.Snapshot is { } recorded
            ? new DriftReport(recorded.TakenAt, SchemaComparison.Compare(recorded.Snapshot, live, dialect))
            {
                Recorded = Fingerprint.Of(recorded.Snapshot, dialect),
                Live = Fingerprint.Of(live, dialect),
            }
            : new DriftReport(null, new SchemaDiff([])) { Live = Fingerprint.Of(live, dialect) };
    }

    /// <summary>Why a run of this set would be refused before it begins, without taking the lock; null when nothing speaks against it now.</summary>
    public async Task<Refusal?> RefusalAsync(RunPlan plan, CancellationToken cancellation)
    {
        var journal = await engine.ReadJournalAsync(reader => reader.ReadAsync(cancellation), cancellation);
        return HistoryCheck.Check(journal, plan.Target, plan.History, [.. plan.Migrations.Select(planned => planned.Migration)]);
    }

    private static MigrationStatus StatusOf(Migration file, JournalContent journal) => journal.LatestOf(file.Path) switch
    {
        { Event: MigrationEvent.RolledBack } row => Status(row, MigrationState.RolledBack),
        { } row when row.Digest != file.Digest => Status(row, MigrationState.Edited),
        { Event: MigrationEvent.Adopted } row => Status(row, MigrationState.Adopted),
        { } row => Status(row, MigrationState.Applied),
        _ when journal.OpenSteps(file.Path).Any(step => step.Event == StepEvent.Done || !step.InTransaction) => new MigrationStatus(file.Path, MigrationState.Partial, file.Digest, null),
        _ => new MigrationStatus(file.Path, MigrationState.Pending, file.Digest, null),
    };

    private static MigrationStatus Status(MigrationRow row, MigrationState state) => new(row.Path, state, row.Digest, row.At) { RunId = row.RunId };

    private static RunSummary Summary(RunRow run, JournalContent journal)
    {
        var state = journal.StateOf(run.Id);

        return new RunSummary(run.Id, JournalWords.Write(run.Kind), JournalWords.Write(state?.State ?? RunState.Planned), run.StartedAt)
        {
            Environment = run.Environment,
            Actor = run.Actor,
            Because = state?.Because,
            RollsBack = run.RollsBack,
        };
    }
}
