using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Running;
using ChangeGate.Migrations;
using ChangeGate.Reports;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>Begins a journal for a database that already has some of the history: nothing is run, and nothing is believed without a look.</summary>
public sealed class Adoption(IEngine engine, RunLimits limits, TimeProvider time)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(engine.Dialect);

    /// <returns>How many migrations were recorded.</returns>
    /// <exception cref="RunRefusedException">There is a journal, or the live schema is not the one that the history gives. Nothing was changed.</exception>
    public Task<int> AdoptAsync(AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        engine.WithSessionAsync(new SessionRequest(limits, time, progress), session => AdoptAsync(session, plan, progress, cancellation), cancellation);

    private async Task<int> AdoptAsync(RunSession session, AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var guard = new RunGuard(engine, session, time);
        var journal = await guard.ReadJournalAsync(progress, cancellation);
        RunGuard.Refuse(HistoryCheck.Target(journal, plan.Target) ?? HistoryCheck.Attention(journal) ?? AlreadyKnown(journal));

        var live = await session.ReadSnapshotAsync(cancellation);
        RunGuard.Refuse(Difference(plan.Migrations, live));
        await RecordAsync(session, guard, plan, live, progress, cancellation);
        return plan.Migrations.Count;
    }

    /// <summary>Records what the journal of another tool has and ours does not: at the beginning, or after somebody ran that tool.</summary>
    /// <param name="plan">With all migrations of the folder.</param>
    /// <param name="progress">Who watches.</param>
    /// <param name="cancellation">Before anything is written.</param>
    /// <exception cref="RunRefusedException">A row has no file or another checksum, or the live schema is not the one that the migrations give. Nothing was changed.</exception>
    public Task<AdoptionReport> AdoptFromHostAsync(AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        engine.WithSessionAsync(new SessionRequest(limits, time, progress), session => AdoptFromHostAsync(session, plan, progress, cancellation), cancellation);

    private async Task<AdoptionReport> AdoptFromHostAsync(RunSession session, AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var guard = new RunGuard(engine, session, time);
        var (journal, host) = await ReadBothAsync(guard, plan, progress, cancellation);
        RunGuard.Refuse(HistoryCheck.Applied(journal, [.. plan.Migrations]));

        RunGuard.Refuse(host.Exists ? null : NoTable(host.Journal));

        var standing = journal.Applied.Select(row => row.Path).ToHashSet(StringComparer.Ordinal);
        var adopted = host.Applied.Where(file => !standing.Contains(file.Path)).ToList();

        if (adopted.Count > 0)
        {
            var live = await session.ReadSnapshotAsync(cancellation);
            RunGuard.Refuse(Difference([.. plan.Migrations.Where(file => standing.Contains(file.Path) || host.Has(file.Path))], live));
            await RecordAsync(session, guard, plan with { Migrations = [.. adopted] }, live, progress, cancellation);
        }

        return Report(plan, host, adopted.Select(file => new RanMigration(file.Path, file.Digest)));
    }

    /// <summary>Writes into the table of another tool what our journal has and that table does not.</summary>
    /// <param name="plan">With all migrations of the folder.</param>
    /// <param name="progress">Who watches.</param>
    /// <param name="cancellation">Before anything is written.</param>
    public Task<AdoptionReport> WriteHostAsync(AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        engine.WithSessionAsync(new SessionRequest(limits, time, progress), session => WriteHostAsync(session, plan, progress, cancellation), cancellation);

    private async Task<AdoptionReport> WriteHostAsync(RunSession session, AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var guard = new RunGuard(engine, session, time);
        var (journal, host) = await ReadBothAsync(guard, plan, progress, cancellation);
        var lacking = journal.Applied.Where(row => !host.Has(row.Path)).ToList();
        RunGuard.Refuse(HistoryCheck.Applied(journal, [.. plan.Migrations]));

        if (lacking.Count > 0)
        {
            // A run of its own: it may have to make the table, which a guard lets nobody else.
            var log = new RunLog(RowOf(plan), time, progress);
            await guard.BeginAsync(log, journal.Snapshot?.Snapshot ?? await session.ReadSnapshotAsync(cancellation), _dialect, cancellation);
            Failure? failure = new(RunOutcome.Failed, $"The table of {host.Journal.Tool} could not be written.");

            try
            {
                await FollowAsync(session, lacking, cancellation);
                failure = null;
            }
            finally
            {
                await guard.EndAsync(log, failure);
            }
        }

        return Report(plan, host, lacking.Select(row => new RanMigration(row.Path, row.Digest))) with { IntoTool = true };
    }

    private static async Task FollowAsync(RunSession session, IEnumerable<MigrationRow> rows, CancellationToken cancellation)
    {
        await using var work = await session.OpenWorkAsync(cancellation);
        await work.BeginAsync(foreignKeysOff: false, cancellation);

        foreach (var row in rows)
        {
            await work.Journal.FollowAsync(row, cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    private static async Task<(JournalContent Journal, HostContent Host)> ReadBothAsync(RunGuard guard, AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var journal = await guard.ReadJournalAsync(progress, cancellation);
        var host = journal.Host ?? throw new ArgumentException("The engine was opened without the journal of another tool.", nameof(guard));
        RunGuard.Refuse(HistoryCheck.Target(journal, plan.Target) ?? HistoryCheck.Attention(journal) ?? HostCheck.Unusable(host));
        return (journal, host);
    }

    private async Task RecordAsync(RunSession session, RunGuard guard, AdoptionPlan plan, SchemaSnapshot live, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var log = new RunLog(RowOf(plan), time, progress);
        await guard.BeginAsync(log, live, _dialect, cancellation);

        foreach (var migration in plan.Migrations)
        {
            var row = new MigrationRow(log.Run.Id, migration.Path, migration.Digest, MigrationEvent.Adopted) { At = time.GetUtcNow() };
            await session.Journal.AddAsync(row, CancellationToken.None);
        }

        await guard.EndAsync(log, null);
    }

    private AdoptionReport Report(AdoptionPlan plan, HostContent host, IEnumerable<RanMigration> migrations) => new()
    {
        Target = plan.Target,
        Environment = plan.Environment,
        Server = engine.Server,
        Database = engine.Database,
        Tool = host.Journal.Keyword,
        Table = host.Journal.Table.ToString(),
        Migrations = [.. migrations],
    };

    private static Refusal NoTable(HostJournal host) => new(RefusalKind.JournalsDiffer, $"There is no table `{host.Table}` of {host.Tool} here.", "Name it with --schema and --table, or the tool whose table is here with --from.");

    private static Refusal? AlreadyKnown(JournalContent journal) => journal.Applied.Any()
        ? new Refusal(RefusalKind.HistoryChanged, "This database has a journal already, with migrations in it.", "Apply the set without adopting; `changegate status` shows what the journal knows.")
        : null;

    private Refusal? Difference(EquatableList<Migration> migrations, SchemaSnapshot live)
    {
        var expected = migrations.Aggregate(SchemaState.Start(_dialect), (schema, migration) => schema.Apply(_dialect.Read(migration.Text))).Snapshot.Without(engine.Host);
        var difference = SchemaComparison.CompareWithLive(HostJournals.Hide(expected), HostJournals.Hide(live), _dialect);

        if (difference.IsEmpty)
        {
            return null;
        }

        var names = Prose.Some(difference.Differences.Select(static one => $"`{one.Object}`"), 3);

        return new Refusal(
            RefusalKind.Drift,
            $"The database is not where `{migrations[^1].Path}` leaves it: {names} differ.",
            "Name the last migration that it really has, or bring the difference into a migration.")
        {
            Difference = difference,
        };
    }

    private RunRow RowOf(AdoptionPlan plan) => new()
    {
        Id = RunGuard.NewId(time),
        Kind = JournalRunKind.Adopt,
        Target = plan.Target,
        Environment = plan.Environment,
        EnvironmentClass = KebabCase.From(plan.EnvironmentClass.ToString()),
        SetDigest = Digest.Of(string.Join('\n', plan.Migrations.Select(migration => $"{migration.Digest} {migration.Path}"))),
        Server = engine.Server,
        Actor = plan.Actor,
        StartedAt = time.GetUtcNow(),
    };
}
