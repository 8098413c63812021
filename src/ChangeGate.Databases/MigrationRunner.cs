using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Running;
using ChangeGate.Failures;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>
/// Executes an allowed set under the exclusive lock, and keeps the journal true at every moment. It judges nothing: what it is given has been
/// allowed; what it finds different from what was allowed it refuses.
/// </summary>
public sealed class MigrationRunner(IEngine engine, RunLimits limits, TimeProvider time)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(engine.Dialect);

    /// <summary>
    /// A run that failed, or was cancelled, is a report like any other: what was committed before it stands in the journal and is listed.
    /// A report without migrations and without statements says that there was nothing to do.
    /// </summary>
    /// <exception cref="RunRefusedException">The database or the history is not what the set was judged on. Nothing was changed.</exception>
    /// <exception cref="GateException">The database cannot be reached or used.</exception>
    public Task<RunReport> RunAsync(RunPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        engine.WithSessionAsync(new SessionRequest(limits, time, progress), session => RunAsync(session, plan, progress, cancellation), cancellation);

    private async Task<RunReport> RunAsync(RunSession session, RunPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var guard = new RunGuard(engine, session, time);
        var journal = await guard.ReadJournalAsync(progress, cancellation);
        var check = new RunCheck(plan, _dialect);
        RunGuard.Refuse(check.OfHistory(journal));

        var log = new RunLog(RowOf(plan), time, progress);
        var live = await session.ReadSnapshotAsync(cancellation);
        journal = check.CaughtUp(journal, live);
        var before = Fingerprint.Of(live, _dialect);
        var header = new RunHeader(RunKind.Apply, plan.EnvironmentClass, engine.Database) { SchemaBefore = before, SchemaAfter = before };
        var works = check.Pending(journal, log.Run.Id);

        if (works.Count == 0)
        {
            return log.Report(header, RunOutcome.Succeeded, null);
        }

        Tell(journal.Host, works, progress);
        RunGuard.Refuse(check.OfDrift(works, journal, live));
        var rehearsed = plan.Rehearsed is { } seen ? new RehearsedCheck(seen, _dialect) : null;
        var start = rehearsed?.Before(works, live);
        RunGuard.Refuse(start is null ? null : rehearsed?.RefusalOf(start));
        RunGuard.Refuse(await session.HindranceAsync(MigrationWork.Touched(works), cancellation));
        await guard.BeginAsync(log, journal.Snapshot?.Snapshot ?? live, _dialect, cancellation);

        var failure = await new RunSequence(session, _dialect, limits, log).RunAsync(works, cancellation);
        await guard.EndAsync(log, failure);
        var left = log.Schema ?? live;
        var comparison = rehearsed is null || start is null ? null : new RehearsedRun(start, rehearsed.After(works, left, failure), plan.Rehearsed!.MayDiffer); // There is a check, so there is a plan.
        var ended = header with { SchemaAfter = Fingerprint.Of(left, _dialect), Rehearsed = comparison, Unfinished = UnfinishedObject.Left(live, left, MigrationWork.IndexesMade(works)) };
        return log.Report(ended, failure?.Outcome ?? RunOutcome.Succeeded, failure?.Because);
    }

    private static void Tell(HostContent? host, List<MigrationWork> works, IProgress<RunProgress> progress)
    {
        foreach (var reading in works.SelectMany(work => host?.Journal.Read(work.Migration) ?? []))
        {
            progress.Report(new HostReadsOtherwise(reading.Text));
        }
    }

    private RunRow RowOf(RunPlan plan) => new()
    {
        Id = RunGuard.NewId(time),
        Kind = JournalRunKind.Apply,
        Target = plan.Target,
        Environment = plan.Environment,
        EnvironmentClass = KebabCase.From(plan.EnvironmentClass.ToString()),
        SetDigest = plan.SetDigest,
        Server = engine.Server,
        Actor = plan.Actor,
        StartedAt = time.GetUtcNow(),
    };
}
