using ChangeGate.Databases.Journals;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>Runs statements of one segment and keeps a row for each; whoever owns the transaction writes the rows.</summary>
internal sealed class StepRecorder(RunLog log, MigrationWork migration, bool inTransaction)
{
    private readonly List<StepRow> _rows = [];
    private StepRow? _failed;

    public IReadOnlyList<StepRow> Rows => _rows;

    public bool InTransaction => inTransaction;

    public LinePosition? FailedAt { get; private set; }

    public async Task RunAllAsync(WorkConnection work, Segment segment, CancellationToken cancellation)
    {
        foreach (var statement in segment.Statements)
        {
            await RunAsync(work, statement, cancellation);
        }
    }

    public async Task RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation)
    {
        var started = log.Time.GetUtcNow();
        var clock = log.Time.GetTimestamp();
        log.Tell(new StatementStarted(migration.Migration.Path, statement.Number, migration.Plan.Count, statement.PositionOf(0) ?? new LinePosition(1, 1)));

        try
        {
            var rows = await work.ExecuteAsync(statement, cancellation);
            var took = log.Time.GetElapsedTime(clock);
            _rows.Add(Done(statement, started, took, rows));
            Tell(statement, Run(statement, started, took) with { Rows = rows, Outcome = RunOutcome.Succeeded });
        }
        catch (Exception failure) when (failure is StatementFailedException or OperationCanceledException)
        {
            var error = failure is StatementFailedException known ? known.Error : new EngineError("57014", "cancelled from here") { Cancelled = true };
            var took = log.Time.GetElapsedTime(clock);
            FailedAt = error.Offset is { } offset ? statement.PositionOf(offset) : statement.PositionOf(0);
            _failed = Row(statement, StepEvent.Failed, started) with { Took = took, Error = error.ToString() };
            log.Ran(Run(statement, started, took) with { Outcome = error.Uncertain ? RunOutcome.NeedsAttention : RunOutcome.Failed, Error = error.ToString(), At = FailedAt });
            throw;
        }
    }

    /// <summary>The statement that the engine refused, else the last one before COMMIT failed; null where none was sent.</summary>
    public StepRow? FailedRow(EngineError error) => _failed ?? (_rows.Count == 0 ? null : _rows[^1] with { Event = StepEvent.Failed, Error = error.ToString() });

    /// <summary>An earlier run did it: it is listed, so that the report shows the whole of the migration.</summary>
    public void TellEarlier(RunnableStatement statement, StepRow step) => Tell(
        statement,
        Run(statement, step.At, step.Took ?? TimeSpan.Zero) with { Rows = step.Rows, Outcome = RunOutcome.Succeeded, EarlierRun = step.RunId });

    public async Task CleanAsync(WorkConnection work, string cleaning, CancellationToken cancellation)
    {
        var statement = new RunnableStatement(migration.Migration.Path, 0, cleaning);
        var started = log.Time.GetUtcNow();
        var clock = log.Time.GetTimestamp();
        var rows = await work.ExecuteAsync(statement, cancellation);
        log.Cleaned(Run(statement, started, log.Time.GetElapsedTime(clock)) with { Rows = rows, Outcome = RunOutcome.Succeeded });
    }

    public StepRow Started(RunnableStatement statement) => Row(statement, StepEvent.Started, log.Time.GetUtcNow());

    public StepRow Done(RunnableStatement statement, DateTimeOffset at, TimeSpan? took, long? rows) => Row(statement, StepEvent.Done, at) with { Took = took, Rows = rows };

    // The lines of a COPY count as a statement of their file, and ran with it.
    private void Tell(RunnableStatement statement, StatementRun run)
    {
        log.Ran(run);

        if (statement.CopyDigest is { } data)
        {
            log.Ran(run with { Number = run.Number + 1, Digest = data, Took = TimeSpan.Zero });
        }
    }

    private StepRow Row(RunnableStatement statement, StepEvent what, DateTimeOffset at) => new(log.Run.Id, migration.Migration.Path, statement.Number, what)
    {
        MigrationDigest = migration.Migration.Digest,
        Digest = statement.Digest,
        At = at,
        InTransaction = inTransaction,
    };

    private StatementRun Run(RunnableStatement statement, DateTimeOffset started, TimeSpan took) => new(migration.Migration.Path, statement.Number, statement.Digest)
    {
        StartedAt = started,
        Took = took,
        Outcome = RunOutcome.NeedsAttention,
        At = statement.PositionOf(0),
        InTransaction = inTransaction,
    };
}
