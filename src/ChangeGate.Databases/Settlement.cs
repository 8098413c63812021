using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Running;
using ChangeGate.Sql;

namespace ChangeGate.Databases;

/// <summary>A person's answer to a run that needs one: whether the statement whose end nobody saw took effect.</summary>
public sealed class Settlement(IEngine engine, RunLimits limits, TimeProvider time)
{
    /// <param name="runId">The run that needs attention.</param>
    /// <param name="tookEffect">What the person found in the database. Either way the schema as it is now is what later runs start from.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellation">Before anything is written.</param>
    /// <returns>A sentence that says what the next run will do.</returns>
    /// <exception cref="RunRefusedException">No such run needs attention.</exception>
    public Task<string> SettleAsync(string runId, bool tookEffect, string actor, CancellationToken cancellation) =>
        engine.WithSessionAsync(new SessionRequest(limits, time, Unheard.Progress), session => SettleAsync(session, new Answer(runId, tookEffect, actor), cancellation), cancellation);

    private async Task<string> SettleAsync(RunSession session, Answer given, CancellationToken cancellation)
    {
        var (runId, tookEffect, actor) = given;
        var journal = await session.Journal.ReadAsync(cancellation);

        if (journal.Attention is not { } run || run.Id != runId)
        {
            throw new RunRefusedException(new Refusal(RefusalKind.NeedsAttention, $"The run `{runId}` needs no attention.", "See `changegate status` for the run that does."));
        }

        var answer = $"{actor} says that it {(tookEffect ? "took" : "did not take")} effect.";
        var live = await session.ReadSnapshotAsync(cancellation);
        var open = journal.Steps.LastOrDefault(step => !step.InTransaction && step.Number > 0 && journal.Steps.Last(other => other.Path == step.Path && other.Number == step.Number).Event == StepEvent.Started);
        var said = open is null
            ? await SettleMigrationAsync(session, journal, runId, tookEffect)
            : await SettleStepAsync(session, open, runId, tookEffect, answer);

        await session.Journal.PutAsync(SnapshotRow.Of(runId, live, SqlDialects.For(engine.Dialect), time.GetUtcNow()), CancellationToken.None);
        await session.Journal.AddAsync(new RunStateRow(runId, RunState.Failed, time.GetUtcNow(), answer), CancellationToken.None);
        return said;
    }

    private async Task<string> SettleStepAsync(RunSession session, StepRow open, string runId, bool tookEffect, string answer)
    {
        var settled = open with { RunId = runId, Event = tookEffect ? StepEvent.Done : StepEvent.Failed, At = time.GetUtcNow(), Error = tookEffect ? null : answer };
        await session.Journal.AddAsync(settled, CancellationToken.None);
        return $"The next run {(tookEffect ? "goes on after" : "begins again with")} statement {open.Number} of `{open.Path}`.";
    }

    // No single statement is open: a script ended the runner's transaction itself, and the whole of the migration is in doubt.
    private async Task<string> SettleMigrationAsync(RunSession session, JournalContent journal, string runId, bool tookEffect)
    {
        if (!tookEffect || journal.Steps.LastOrDefault(step => step.RunId == runId) is not { } last)
        {
            return "The next run begins the migration again.";
        }

        await session.Journal.AddAsync(new MigrationRow(runId, last.Path, last.MigrationDigest, MigrationEvent.Adopted) { At = time.GetUtcNow() }, CancellationToken.None);
        return $"`{last.Path}` counts as applied.";
    }

    private sealed record Answer(string RunId, bool TookEffect, string Actor);
}
