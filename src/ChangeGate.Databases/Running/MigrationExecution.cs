using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Failures;
using ChangeGate.Runs;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Running;

/// <summary>Runs the segments of one migration in source order.</summary>
internal sealed class MigrationExecution(RunSession session, ISqlDialect dialect, RunLimits limits, RunLog log)
{
    private readonly SchemaRecord _record = new(dialect);

    /// <param name="migration">To be run.</param>
    /// <param name="next">What runs after it; null where it is the last.</param>
    /// <param name="cancellation">Ends it at a boundary.</param>
    /// <returns>null when the migration stands in the database and in the journal.</returns>
    public async Task<Failure?> RunAsync(MigrationWork migration, MigrationWork? next, CancellationToken cancellation)
    {
        await session.VerifyLockAsync(cancellation);
        await using var work = await session.OpenWorkAsync(cancellation);

        for (var index = 0; index < migration.Plan.Segments.Count; index++)
        {
            var segment = migration.Plan.Segments[index];
            var isLast = index == migration.Plan.Segments.Count - 1;

            if (!isLast && IsDone(segment, migration))
            {
                ListEarlier(segment, migration);
                continue;
            }

            var failure = segment.InTransaction
                ? await RunTransactionAsync(work, (migration, next), segment, isLast, cancellation)
                : await RunAloneAsync(work, migration, segment.Statements[0], cancellation);

            if (failure is not null)
            {
                return failure;
            }
        }

        return null;
    }

    private static bool IsDone(Segment segment, MigrationWork migration) => segment.Statements.All(statement => LastStep(statement, migration)?.Event == StepEvent.Done);

    private void ListEarlier(Segment segment, MigrationWork migration)
    {
        var steps = new StepRecorder(log, migration, segment.InTransaction);

        foreach (var statement in segment.Statements)
        {
            // The segment is done because each of them has such a step.
            steps.TellEarlier(statement, LastStep(statement, migration)!);
        }
    }

    private static StepRow? LastStep(RunnableStatement statement, MigrationWork migration) =>
        migration.Earlier.LastOrDefault(step => step.Number == statement.Number && step.Digest == statement.Digest);

    /// <summary>What was committed and not read yet is written down, since nothing comes after it.</summary>
    public async Task RecordAsync()
    {
        if (!_record.IsBehind)
        {
            return;
        }

        try
        {
            var schema = await session.ReadSnapshotAsync(CancellationToken.None);
            await session.Journal.PutAsync(SnapshotRow.Of(log.Run.Id, schema, dialect, log.Time.GetUtcNow()), CancellationToken.None);
            SchemaIs(schema);
        }
        catch (Exception failure) when (failure is DbException or GateException or InvalidOperationException or IOException)
        {
            // Whoever comes next folds what was committed.
        }
    }

    private async Task<Failure?> RunTransactionAsync(WorkConnection work, (MigrationWork This, MigrationWork? Next) order, Segment segment, bool isLast, CancellationToken cancellation)
    {
        var migration = order.This;

        for (var attempt = 1; ; attempt++)
        {
            var steps = new StepRecorder(log, migration, inTransaction: true);
            var mark = log.Statements;

            try
            {
                await work.BeginAsync(migration.Plan.ForeignKeysOff, cancellation);
                await steps.RunAllAsync(work, segment, cancellation);
                await CommitAsync(work, order, steps, isLast, cancellation);
                return null;
            }
            catch (Exception failure) when (failure is StatementFailedException or DbException or OperationCanceledException)
            {
                await work.RollbackAsync();
                log.RolledBack(mark);
                var error = ErrorOf(failure);

                if (error is { MayPass: true } && attempt < limits.Attempts && !cancellation.IsCancellationRequested)
                {
                    var pause = limits.Pause * Math.Pow(2, attempt - 1);
                    log.Tell(new TryingAgain(migration.Migration.Path, attempt + 1, limits.Attempts, pause));
                    await PauseAsync(pause, cancellation);
                    continue;
                }

                return await FailedAsync(migration, steps, error);
            }
        }
    }

    private async Task CommitAsync(WorkConnection work, (MigrationWork This, MigrationWork? Next) order, StepRecorder steps, bool isLast, CancellationToken cancellation)
    {
        await work.FinishAsync(cancellation);
        var schema = !isLast || _record.NeedsReading(order.This, order.Next, log.Schema) ? await work.ReadSnapshotAsync(cancellation) : null;
        await work.Journal.AddAsync(steps.Rows, cancellation);

        if (isLast)
        {
            await work.Journal.AddAsync(order.This.Row with { At = log.Time.GetUtcNow() }, cancellation);
        }

        if (schema is not null)
        {
            await work.Journal.PutAsync(SnapshotRow.Of(log.Run.Id, schema, dialect, log.Time.GetUtcNow()), cancellation);
        }

        await work.CommitAsync(cancellation);

        if (schema is null)
        {
            _record.Committed();
        }
        else
        {
            SchemaIs(schema);
        }
    }

    private void SchemaIs(SchemaSnapshot schema)
    {
        log.SchemaIs(schema);
        _record.WasRead();
    }

    /// <summary>The intent is committed before the statement is sent: whatever happens then, the next run knows that it was begun.</summary>
    private async Task<Failure?> RunAloneAsync(WorkConnection work, MigrationWork migration, RunnableStatement statement, CancellationToken cancellation)
    {
        var steps = new StepRecorder(log, migration, inTransaction: false);

        try
        {
            if (LastStep(statement, migration) is { } earlier)
            {
                var aftermath = await ClearAsync(work, steps, statement, earlier, cancellation);

                if (aftermath.Effect == Effect.Complete)
                {
                    await RecordDoneAsync(steps.Done(statement, log.Time.GetUtcNow(), null, null), cancellation);
                    steps.TellEarlier(statement, earlier);
                    return null;
                }

                // What the engine itself refused did not take effect; only an end that nobody saw is in doubt.
                if (aftermath.Effect == Effect.Unknown && earlier.Event == StepEvent.Started)
                {
                    return new Failure(RunOutcome.NeedsAttention, $"Statement {statement.Number} of `{migration.Migration.Path}` was begun by an earlier run. {aftermath.Because}");
                }
            }

            await session.Journal.AddAsync(steps.Started(statement), cancellation);
            await steps.RunAsync(work, statement, cancellation);
            await RecordDoneAsync(steps.Rows[^1], CancellationToken.None);
            return null;
        }
        catch (Exception failure) when (failure is StatementFailedException or OperationCanceledException)
        {
            return await FailedAsync(migration, steps, ErrorOf(failure));
        }
    }

    private async Task<Aftermath> ClearAsync(WorkConnection work, StepRecorder steps, RunnableStatement statement, StepRow earlier, CancellationToken cancellation)
    {
        var aftermath = await session.ExamineAsync(statement, log.Schema, cancellation);
        log.Tell(new RecoveringRun(earlier.RunId, aftermath.Because));

        foreach (var cleaning in aftermath.Cleaning)
        {
            await steps.CleanAsync(work, cleaning, cancellation);
        }

        return aftermath;
    }

    private async Task RecordDoneAsync(StepRow done, CancellationToken cancellation)
    {
        var schema = await session.ReadSnapshotAsync(cancellation);
        await session.Journal.AddAsync(done, cancellation);
        await session.Journal.PutAsync(SnapshotRow.Of(log.Run.Id, schema, dialect, log.Time.GetUtcNow()), cancellation);
        SchemaIs(schema);
    }

    // A transaction is gone without a trace; the row says which statement broke it. Of a statement alone whose end is not known no end is recorded.
    private async Task<Failure> FailedAsync(MigrationWork migration, StepRecorder steps, EngineError error)
    {
        if (steps.InTransaction || !error.Uncertain)
        {
            await TryRecordAsync(steps.FailedRow(error));
        }

        var place = steps.FailedAt is { } at ? $"{migration.Migration.Path}:{at.Line}:{at.Column}" : migration.Migration.Path;
        var because = error.Cancelled ? $"The run was cancelled in `{place}`." : $"{place}: {error}.";

        return new Failure(error.Uncertain && steps.InTransaction ? RunOutcome.NeedsAttention : RunOutcome.Failed, because);
    }

    private async Task TryRecordAsync(StepRow? failed)
    {
        if (failed is null)
        {
            return;
        }

        try
        {
            await session.Journal.AddAsync(failed, CancellationToken.None);
        }
        catch (DbException)
        {
            // The journal cannot be reached either. It says that the run goes on, and the next one will find that it does not.
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, log.Time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The next attempt finds out and ends as any cancelled one does.
        }
    }

    private static EngineError ErrorOf(Exception failure) => failure switch
    {
        StatementFailedException statement => statement.Error,
        OperationCanceledException => new EngineError("57014", "cancelled from here") { Cancelled = true },
        DbException { SqlState: { } state } => new EngineError(state, "the journal or the catalogs could not be used"),
        _ => new EngineError("journal", "the journal or the catalogs could not be used"),
    };
}
