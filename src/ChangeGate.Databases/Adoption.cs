using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Running;
using ChangeGate.Reports;
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
    public async Task<int> AdoptAsync(AdoptionPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        await using var session = await engine.OpenSessionAsync(new SessionRequest(limits, time, progress), cancellation);
        var guard = new RunGuard(engine, session, time);
        var journal = await guard.ReadJournalAsync(progress, cancellation);
        RunGuard.Refuse(HistoryCheck.Target(journal, plan.Target) ?? HistoryCheck.Attention(journal) ?? AlreadyKnown(journal));

        var live = await session.ReadSnapshotAsync(cancellation);
        RunGuard.Refuse(Difference(plan, live));

        var log = new RunLog(RowOf(plan), time, progress);
        await guard.BeginAsync(log, live, _dialect, cancellation);

        foreach (var migration in plan.Migrations)
        {
            var row = new MigrationRow(log.Run.Id, migration.Path, migration.Digest, MigrationEvent.Adopted) { At = time.GetUtcNow() };
            await session.Journal.AddAsync(row, CancellationToken.None);
        }

        await guard.EndAsync(log, null);
        return plan.Migrations.Count;
    }

    private static Refusal? AlreadyKnown(JournalContent journal) => journal.Applied.Any()
        ? new Refusal(RefusalKind.HistoryChanged, "This database has a journal already, with migrations in it.", "Apply the set without adopting; `changegate status` shows what the journal knows.")
        : null;

    private Refusal? Difference(AdoptionPlan plan, SchemaSnapshot live)
    {
        var difference = SchemaComparison.CompareWithLive(plan.Expected, live, _dialect);

        if (difference.IsEmpty)
        {
            return null;
        }

        var names = Prose.Some(difference.Differences.Select(static one => $"`{one.Object}`"), 3);

        return new Refusal(
            RefusalKind.Drift,
            $"The database is not where `{plan.Migrations[^1].Path}` leaves it: {names} differ.",
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
