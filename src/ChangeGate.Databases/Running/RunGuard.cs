using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Failures;
using ChangeGate.Runs;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Running;

/// <summary>The beginning and the end that every run has, whichever way it goes.</summary>
internal sealed class RunGuard(IEngine engine, RunSession session, TimeProvider time)
{
    private GuardStatus _watch = GuardStatus.None;

    private const string Died = "Its process ended before it could say how the run ended.";

    public static string NewId(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("n");

    public static void Refuse(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RunRefusedException(refusal);
        }
    }

    /// <summary>The lock is ours, so a run that has not ended has no process any more: the journal is told.</summary>
    public async Task<JournalContent> ReadJournalAsync(IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        try
        {
            _watch = await session.ReadGuardAsync(cancellation);
            Refuse(GuardCheck.Check(_watch));
            var journal = await session.Journal.ReadAsync(cancellation);
            var dead = journal.Unfinished.ToList();

            foreach (var run in dead)
            {
                progress.Report(new RecoveringRun(run.Id, Died));
                await session.Journal.AddAsync(new RunStateRow(run.Id, RunState.Failed, time.GetUtcNow(), Died), cancellation);
            }

            return dead.Count == 0 ? journal : await session.Journal.ReadAsync(cancellation);
        }
        catch (DbException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>From here on the journal knows of the run, and of the schema that it starts from.</summary>
    /// <param name="log">Whose run it is.</param>
    /// <param name="schema">As it was recorded last, without what a broken statement may have left since: that is how it will be told apart.</param>
    /// <param name="dialect">For the fingerprint.</param>
    /// <param name="cancellation">Before the run has begun.</param>
    public async Task BeginAsync(RunLog log, SchemaSnapshot schema, ISqlDialect dialect, CancellationToken cancellation)
    {
        try
        {
            // A process that dies here leaves a run with its schema, or none.
            await session.Journal.Rows.TogetherAsync(
                async () =>
                {
                    var now = time.GetUtcNow();
                    await session.Journal.CreateAsync(now, cancellation);
                    await session.Journal.AddAsync(log.Run, cancellation);
                    await session.Journal.AddAsync(new RunStateRow(log.Run.Id, RunState.Planned, now, null), cancellation);
                    await session.Journal.PutAsync(SnapshotRow.Of(log.Run.Id, schema, dialect, now), cancellation);
                    await session.Journal.AddAsync(new RunStateRow(log.Run.Id, RunState.Running, time.GetUtcNow(), null), cancellation);
                },
                cancellation);
            log.SchemaIs(schema);
            log.Guarded(_watch);
        }
        catch (DbException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>Where even this cannot be written, the next run finds a run without an end.</summary>
    public async Task EndAsync(RunLog log, Failure? failure)
    {
        var state = failure switch
        {
            null => RunState.Succeeded,
            { Outcome: RunOutcome.NeedsAttention } => RunState.NeedsAttention,
            _ => RunState.Failed,
        };

        try
        {
            await session.Journal.Rows.TogetherAsync(
                async () =>
                {
                    await session.Journal.AddAsync(new RunStateRow(log.Run.Id, state, time.GetUtcNow(), failure?.Because), CancellationToken.None);

                    if (_watch.Unreported.Count > 0)
                    {
                        await session.ReportGuardAsync(log.Run.Id, _watch.LastPosition, CancellationToken.None);
                    }

                    if (failure is null && log.Run.RollsBack is { } taken)
                    {
                        await session.Journal.AddAsync(new RunStateRow(taken, RunState.RolledBack, time.GetUtcNow(), $"Taken back by the run {log.Run.Id}."), CancellationToken.None);
                    }
                },
                CancellationToken.None);
        }
        catch (DbException)
        {
            log.Tell(new RecoveringRun(log.Run.Id, "Its end could not be written into the journal."));
        }
    }

    private GateException Unusable(DbException failure) => new(
        $"ChangeGate's journal in `{engine.Database}` cannot be used ({(failure.SqlState is { } state ? $"SQLSTATE {state}" : "the connection failed")}).",
        engine.Dialect == Dialect.PostgreSql
            ? "Give the role the right to create the schema `changegate` (CREATE on the database) and to write its tables."
            : "Give this user the right to write the file and its folder, and end what locks it.");
}
