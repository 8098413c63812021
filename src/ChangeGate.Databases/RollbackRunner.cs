using ChangeGate.Changes;
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

/// <summary>
/// Takes an earlier run back, the latest first, by the reverse that the journal has kept since that run. Files are not asked: they may have
/// changed since.
/// </summary>
public sealed class RollbackRunner(IEngine engine, RunLimits limits, TimeProvider time)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(engine.Dialect);

    /// <summary>A report without migrations and without statements says that there was nothing to take back.</summary>
    /// <exception cref="RunRefusedException">It is not the latest run, or a part of it cannot be taken back. Nothing was changed.</exception>
    public Task<RunReport> RunAsync(RollbackPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        engine.WithSessionAsync(new SessionRequest(limits, time, progress), session => RunAsync(session, plan, progress, cancellation), cancellation);

    private async Task<RunReport> RunAsync(RunSession session, RollbackPlan plan, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var guard = new RunGuard(engine, session, time);
        var journal = await guard.ReadJournalAsync(progress, cancellation);
        RunGuard.Refuse(HistoryCheck.Target(journal, plan.Target) ?? HistoryCheck.Attention(journal) ?? HostCheck.Check(journal));

        var live = await session.ReadSnapshotAsync(cancellation);
        var run = RunToTakeBack(plan, journal);
        var log = new RunLog(RowOf(plan, run), time, progress);
        var fingerprint = Fingerprint.Of(live, _dialect);
        var header = new RunHeader(RunKind.Rollback, plan.EnvironmentClass, engine.Database) { SchemaBefore = fingerprint, SchemaAfter = fingerprint };

        if (run is null)
        {
            return log.Report(header, RunOutcome.Succeeded, null);
        }

        var works = Works(journal, run, log.Run.Id);
        RunGuard.Refuse(DriftCheck.Check(journal, live, MigrationWork.BegunAlone(works), _dialect));
        RunGuard.Refuse(await session.HindranceAsync(MigrationWork.Touched(works), cancellation));
        await guard.BeginAsync(log, journal.Snapshot?.Snapshot ?? live, _dialect, cancellation);

        var failure = await new RunSequence(session, _dialect, limits, log).RunAsync(works, cancellation);
        await guard.EndAsync(log, failure);

        var left = log.Schema ?? live;
        var ended = header with { SchemaAfter = Fingerprint.Of(left, _dialect), Unfinished = UnfinishedObject.Left(live, left, MigrationWork.IndexesMade(works)) };
        return log.Report(ended, failure?.Outcome ?? RunOutcome.Succeeded, failure?.Because);
    }

    /// <returns>null when there is nothing (left) to take back.</returns>
    private static RunRow? RunToTakeBack(RollbackPlan plan, JournalContent journal)
    {
        var standing = journal.Applied.LastOrDefault(row => row.Event == MigrationEvent.Applied);
        var latest = standing is null ? null : journal.Runs.First(run => run.Id == standing.RunId);

        if (plan.RunId is not { } asked)
        {
            return latest;
        }

        var run = journal.Runs.FirstOrDefault(candidate => candidate.Id == asked && candidate.Kind == JournalRunKind.Apply)
            ?? throw Refused($"The journal knows no apply run `{asked}`.", "See `changegate status` for the runs that there are.");

        if (!journal.Applied.Any(row => row.RunId == asked && row.Event == MigrationEvent.Applied))
        {
            return null;
        }

        return run.Id == latest?.Id
            ? run
            : throw Refused($"The run `{asked}` is not the latest that stands: `{latest?.Id}` came after it.", "Take the later run back first.");
    }

    private List<MigrationWork> Works(JournalContent journal, RunRow run, string runId) =>
        [.. journal.Applied.Where(row => row.RunId == run.Id).Reverse().Select(row => WorkOf(row, journal, runId))];

    private MigrationWork WorkOf(MigrationRow row, JournalContent journal, string runId)
    {
        var rollback = RollbackJson.Read(row);

        if (rollback.Reversibility == Reversibility.No)
        {
            throw Refused($"`{row.Path}` cannot be taken back. {string.Join(" ", rollback.Because)}", "Write a migration that brings the schema to where it should be.");
        }

        // The text is only the journal's: the file is not read, and may not even be there.
        var migration = new Migration { Path = row.Path, Digest = row.Digest, Text = new SourceText(row.Path, "") };

        return new MigrationWork(migration, ScriptPlan.OfReverse(row.Path, rollback, _dialect), new MigrationRow(runId, row.Path, row.Digest, MigrationEvent.RolledBack) { At = default })
        {
            Rollback = rollback,
            Earlier = [.. journal.OpenReverseSteps(row)],
        };
    }

    private RunRow RowOf(RollbackPlan plan, RunRow? run) => new()
    {
        Id = RunGuard.NewId(time),
        Kind = JournalRunKind.Rollback,
        Target = plan.Target,
        Environment = plan.Environment,
        EnvironmentClass = KebabCase.From(plan.EnvironmentClass.ToString()),
        SetDigest = run?.SetDigest ?? default,
        Server = engine.Server,
        Actor = plan.Actor,
        StartedAt = time.GetUtcNow(),
        RollsBack = run?.Id,
    };

    private static RunRefusedException Refused(string problem, string remedy) => new(new Refusal(RefusalKind.CannotRollBack, problem, remedy));
}
