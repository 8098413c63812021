using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>Only how long statements take and how much they write.</summary>
/// <param name="engine">That runs them.</param>
/// <param name="scale">How much larger tables are in production.</param>
/// <param name="time">For durations.</param>
internal sealed class SizeObserver(SizedEngine engine, double scale, TimeProvider time) : StatementObserver
{
    private readonly Dictionary<int, SizeCost> _costs = [];

    /// <summary>By the place of the statement.</summary>
    public IReadOnlyDictionary<int, SizeCost> Costs => _costs;

    public override Task BeginAsync(WorkConnection work, CancellationToken cancellation) => engine.BeginAsync(work, scale, cancellation);

    public override async Task<ObservedStatement> RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation)
    {
        var before = await engine.LookAsync(work, cancellation);
        var started = time.GetTimestamp();
        await work.ExecuteAsync(statement, cancellation);
        engine.Finish(work);
        var took = time.GetElapsedTime(started);
        var after = await engine.LookAsync(work, cancellation);
        var grown = Math.Max(0, after.Disk - before.Disk);
        _costs[statement.Start] = new SizeCost(took, grown + engine.Temporary(statement.Changes, grown), after.Log - (before.Log ?? 0), after.Pages - before.Pages);

        return new ObservedStatement { Span = new Span(statement.Start, statement.Text.Length), Duration = took };
    }
}

/// <param name="Disk">Bytes beside what was there.</param>
/// <param name="Log">Bytes; null where there is none.</param>
/// <param name="Pages">That were looked at; null where nobody counts.</param>
internal sealed record SizeCost(TimeSpan Duration, long Disk, long? Log, long? Pages);
