using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Runs scripts on a shadow as the runner would run them, without a journal, and looks on.</summary>
internal sealed class ShadowRun(Shadow shadow, RunSession session)
{
    private readonly StatementClock _clock = new(shadow.StatementLimit);
    private string? _stopped;

    /// <param name="plan">Run to its end, or to the statement that the engine refuses.</param>
    /// <param name="observer">null where nobody asks what the statements did.</param>
    /// <param name="cancellation">Between statements and, where the engine can, in the middle of one.</param>
    public async Task<ShadowOutcome> RunAsync(ScriptPlan plan, StatementObserver? observer, CancellationToken cancellation)
    {
        var seen = new List<ObservedStatement>();
        var work = await session.OpenWorkAsync(cancellation);

        try
        {
            await shadow.VerifyAsync(work.Connection, cancellation);
            await ShadowRoles.MakeAsync(shadow, plan, cancellation);

            foreach (var segment in plan.Segments)
            {
                if (await RunAsync(work, Allowed(segment), plan.ForeignKeysOff, (observer, seen), cancellation) is { } failure)
                {
                    return new ShadowOutcome(seen, failure) { Stopped = _stopped };
                }
            }

            return new ShadowOutcome(seen, null);
        }
        finally
        {
            await _clock.CloseAsync(work);
        }
    }

    /// <summary>Whether others can still begin where a script has ended.</summary>
    /// <exception cref="Failures.GateException">Nobody may connect any more, the mark of the shadow is gone, or the session that held the lock.</exception>
    public async Task VerifyAsync(CancellationToken cancellation)
    {
        await session.ForgetWorkAsync();
        await using var work = await session.OpenWorkAsync(cancellation);
        await shadow.VerifyAsync(work.Connection, cancellation);
        await session.VerifyLockAsync(cancellation);
    }

    // What only a superuser may say is done for the owner, where the cluster is ours.
    private Segment Allowed(Segment segment) => shadow.WatchingAddress is null ? segment : segment with
    {
        Statements = [.. segment.Statements.SelectMany(static statement => statement.Changes is [SetTriggerEnabled { IsGroup: true, Name: "ALL" } set] ? [statement with { Text = SystemTriggers.Instead(SqlDialects.For(Dialect.PostgreSql).Quote(set.Table), set.Enabled) }]
            : ShadowRoles.IsDoneElsewhere(statement) ? [statement with { Text = "SELECT" }]
            : SystemCatalogs.Led(statement))],
    };

    private async Task<ObservedError?> RunAsync(WorkConnection work, Segment segment, bool foreignKeysOff, (StatementObserver? Observer, List<ObservedStatement> Seen) watch, CancellationToken cancellation)
    {
        RunnableStatement? current = null;

        try
        {
            if (segment.InTransaction)
            {
                await work.BeginAsync(foreignKeysOff, cancellation);
            }

            var isLooking = false;

            foreach (var statement in segment.Statements)
            {
                current = statement;

                // ChangeGate's own statements keep rows for the way back. They are not the migration's, and what they read and lock is not the next one's doing.
                if (watch.Observer is { } observer && statement.Source is not null)
                {
                    if (!isLooking)
                    {
                        await observer.BeginAsync(work, cancellation);
                        isLooking = true;
                    }

                    watch.Seen.Add(await _clock.RunAsync(token => observer.RunAsync(work, statement, token), cancellation));
                }
                else
                {
                    await _clock.RunAsync(token => work.ExecuteAsync(statement, token), cancellation);
                    isLooking = false;
                }
            }

            if (segment.InTransaction)
            {
                // Deferred constraints and triggers run now.
                await _clock.RunAsync(async token =>
                {
                    await work.VerifyTransactionAsync(token);
                    await work.CommitAsync(token);
                    return true;
                }, cancellation);
            }

            return null;
        }
        catch (StatementFailedException failure)
        {
            await _clock.RollbackAsync(work);
            _stopped = StopReason.Of(failure.Error, shadow);
            var error = new ObservedError(failure.Error.Code, failure.Error.Message, current?.PositionOf(failure.Error.Offset ?? 0));

            if (current?.Source is not null)
            {
                watch.Seen.Add(new ObservedStatement { Span = new Span(current.Start, current.Text.Length), Error = error });
            }

            return error;
        }
    }
}

/// <param name="Statements">Of the script itself, up to and with the one that failed.</param>
/// <param name="Failure">null when all of it stands.</param>
internal sealed record ShadowOutcome(IReadOnlyList<ObservedStatement> Statements, ObservedError? Failure)
{
    /// <summary>Why it was stopped, as a sentence; null where it was not.</summary>
    public string? Stopped { get; init; }
}
