using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Running;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>Looks at the journal and the schema, and changes nothing.</summary>
public sealed class DatabaseStatus(IEngine engine)
{
    private JournalContent? _journal;

    /// <summary>The journal as it is now, for several questions: it is not read again for each.</summary>
    public async Task<DatabaseStatus> OfThisMomentAsync(CancellationToken cancellation) => new(engine) { _journal = await JournalAsync(cancellation) };

    /// <summary>Digest of what ran and still stands, by path.</summary>
    public async Task<IReadOnlyDictionary<string, Digest>> AppliedAsync(CancellationToken cancellation)
    {
        var journal = await JournalAsync(cancellation);

        return journal.Applied.ToDictionary(row => row.Path, row => row.Digest, StringComparer.Ordinal);
    }

    /// <summary>What a next run would go on with; null where the last one came to its end.</summary>
    /// <exception cref="RunRefusedException">A person has to look first.</exception>
    public async Task<BrokenRun?> BrokenRunAsync(CancellationToken cancellation)
    {
        var journal = await JournalAsync(cancellation);
        RunGuard.Refuse(HistoryCheck.Attention(journal));

        if (journal.Runs.LastOrDefault(static run => run.Kind != JournalRunKind.Adopt) is not { } last || journal.StateOf(last.Id) is { State: RunState.Succeeded or RunState.RolledBack })
        {
            return null;
        }

        // Runs of one set follow each other until it stands.
        var runs = journal.Runs.Reverse().TakeWhile(run => run.SetDigest == last.SetDigest && run.Kind == last.Kind).Select(static run => run.Id).ToHashSet(StringComparer.Ordinal);

        return new BrokenRun(last.Id, last.SetDigest)
        {
            RollsBack = last.RollsBack,
            Applied = last.Kind == JournalRunKind.Apply ? [.. journal.Applied.Where(row => runs.Contains(row.RunId)).Select(static row => row.Path)] : [],
        };
    }

    /// <summary>Every row that the journal has of migrations.</summary>
    /// <param name="target">As the configuration names it.</param>
    /// <param name="environment">As the configuration names it.</param>
    /// <param name="cancellation">While the journal is read.</param>
    public async Task<JournalHistory> HistoryAsync(string target, string environment, CancellationToken cancellation)
    {
        var journal = await JournalAsync(cancellation);

        return new JournalHistory(target, environment, [.. journal.Migrations.Select(static row => new JournalledMigration(row.RunId, row.Path, row.Digest, row.Event == MigrationEvent.Adopted) { At = row.At })])
        {
            Host = journal.Host is { } host ? new HostHistory(host.Journal.Tool, HostCheck.Check(journal)?.Problem) : null,
        };
    }

    /// <summary>The latest run that stands, with what takes it back; null where nothing stands that ran here.</summary>
    /// <exception cref="Failures.GateException">What the journal kept was changed since.</exception>
    public async Task<RollbackManifest?> LatestRunAsync(CancellationToken cancellation)
    {
        var journal = await JournalAsync(cancellation);

        if (journal.Applied.LastOrDefault(row => row.Event == MigrationEvent.Applied) is not { } newest)
        {
            return null;
        }

        var run = journal.Runs.First(candidate => candidate.Id == newest.RunId);

        return new RollbackManifest(run.Target, run.Environment, run.Id)
        {
            Migrations = [.. journal.Applied.Where(row => row.RunId == run.Id).Select(row => new ReverseOf(row.Path, row.Digest, RollbackJson.Read(row).Reverse))],
        };
    }

    /// <param name="target">As the configuration names it.</param>
    /// <param name="environment">As the configuration names it.</param>
    /// <param name="files">The migrations on disk, in the order in which they run.</param>
    /// <param name="cancellation">While the journal is read.</param>
    public async Task<TargetStatus> StatusAsync(string target, string environment, IReadOnlyList<Migration> files, CancellationToken cancellation)
    {
        var journal = await JournalAsync(cancellation);
        var paths = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var known = files.Select(file => StatusOf(file, journal)).ToList();
        var newest = known.FindLastIndex(status => status.State is MigrationState.Applied or MigrationState.Adopted && FlywayName.Of(status.Path) is not { IsRepeatable: true });
        var gone = journal.Applied.Where(row => !paths.Contains(row.Path)).Select(row => Status(row, MigrationState.Missing));

        return new TargetStatus
        {
            Target = target,
            Environment = environment,
            Server = engine.Server,
            Database = engine.Database,
            Migrations = [.. known.Select((status, index) => status.State == MigrationState.Pending && index < newest ? status with { State = MigrationState.OutOfOrder } : status), .. gone],
            Guard = await new DatabaseGuard(engine).StatusAsync(cancellation),
            Attention = journal.Target is { } owner && owner != target ? $"The journal of this database belongs to target `{owner}`."
                : journal.Attention is { } run ? $"Run {run.Id} needs a person: {journal.StateOf(run.Id)?.Because}"
                : HostCheck.Check(journal) is { } differing ? $"{differing.Problem} {differing.Remedy}"
                : null,
            Remarks = [.. known.Where(status => status.At is null).SelectMany(status => journal.Host?.Journal.Read(files.First(file => file.Path == status.Path)) ?? []).Select(reading => reading.Text)],
        };
    }

    /// <param name="target">As the configuration names it.</param>
    /// <param name="environment">As the configuration names it.</param>
    /// <param name="files">The migrations on disk: what a run that died had applied is told from their texts.</param>
    /// <param name="cancellation">While journal and schema are read.</param>
    public async Task<DriftReport> DriftAsync(string target, string environment, IReadOnlyList<Migration> files, CancellationToken cancellation)
    {
        var read = await JournalAsync(cancellation);
        var live = HostJournals.Hide(await engine.ReadSnapshotAsync(cancellation));
        var dialect = SqlDialects.For(engine.Dialect);
        var journal = SchemaRecord.CaughtUp(read with { Snapshot = read.Snapshot is { } kept ? kept with { Snapshot = HostJournals.Hide(kept.Snapshot) } : null }, files, live, dialect);
        var before = journal.Snapshot?.Snapshot ?? live;
        var found = Fingerprint.Of(live, dialect);
        var guard = await new DatabaseGuard(engine).StatusAsync(cancellation);

        return new DriftReport
        {
            Target = target,
            Environment = environment,
            Server = engine.Server,
            Database = engine.Database,
            Expected = Fingerprint.Of(before, dialect),
            Found = found,
            RecordedAt = journal.Snapshot?.TakenAt,
            Difference = SchemaComparison.Compare(before, live, dialect),
            Guard = guard,
            GuardSawAll = guard.InstalledAt < journal.Snapshot?.TakenAt && journal.Runs.Count > 0 && journal.StateOf(journal.Runs[^1].Id) is { State: RunState.Succeeded },
        };
    }

    /// <summary>Why a run of this plan would be refused now, looked at without the lock; null where nothing that lasts speaks against it.</summary>
    public async Task<Refusal?> ForeseeAsync(RunPlan plan, CancellationToken cancellation)
    {
        var journal = await JournalAsync(cancellation);
        var check = new RunCheck(plan, SqlDialects.For(engine.Dialect));

        return GuardCheck.Check(await new DatabaseGuard(engine).StatusAsync(cancellation))
            ?? check.OfHistory(journal)
            ?? (plan.Migrations.Count == 0 ? null : check.OfSchema(journal, await engine.ReadSnapshotAsync(cancellation)));
    }

    private async Task<JournalContent> JournalAsync(CancellationToken cancellation) =>
        _journal ?? await engine.ReadJournalAsync(reader => reader.ReadAsync(cancellation), cancellation);

    private static MigrationStatus StatusOf(Migration file, JournalContent journal) => journal.LatestOf(file.Path) switch
    {
        { Event: MigrationEvent.RolledBack } row => Status(row, MigrationState.RolledBack),
        { } row when row.Digest != file.Digest => Status(row, MigrationState.Edited),
        { Event: MigrationEvent.Adopted } row => Status(row, MigrationState.Adopted),
        { } row => Status(row, MigrationState.Applied),
        _ when journal.OpenSteps(file.Path).Any(step => step.Event == StepEvent.Done || !step.InTransaction) => new MigrationStatus(file.Path, MigrationState.Partial, null, null),
        _ => new MigrationStatus(file.Path, MigrationState.Pending, null, null),
    };

    private static MigrationStatus Status(MigrationRow row, MigrationState state) => new(row.Path, state, row.At, row.RunId);
}
