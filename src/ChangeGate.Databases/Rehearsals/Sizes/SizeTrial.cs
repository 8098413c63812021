using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Schemas;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>Runs a migration over tables that were made larger, on shadows of its own.</summary>
/// <param name="engine">Of the shadow.</param>
/// <param name="history">As it stands before the migration, with nobody connected.</param>
/// <param name="what">What is run, and by the place of its statements the tables that they grow with.</param>
/// <param name="time">For durations.</param>
internal sealed class SizeTrial(SizedEngine engine, Shadow history, (PlannedMigration Planned, IReadOnlyDictionary<int, TargetSize> Wanted) what, TimeProvider time)
{
    /// <summary>What a made-up row of a table needs, so that larger ones are made fewer times.</summary>
    private const int LargestRow = 2_000;

    /// <summary>The shortest counts: what else happens on the machine only ever makes it longer.</summary>
    private const int MostRounds = 3;

    /// <summary>After which no other round begins.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1.5);

    private readonly IReadOnlyList<TargetSize> _targets = [.. what.Wanted.Values.Distinct()];

    /// <summary>The migration does not run over rows with NULLs, repetitions and values at the edge of their types.</summary>
    public bool IsPlain { get; init; }

    /// <returns>For the place of each statement what it took, for the largest of its tables; empty where a table could not be made larger.</returns>
    public async Task<IReadOnlyDictionary<int, SizedRun>> RunAsync(int rows, CancellationToken cancellation)
    {
        await using var shadow = await history.CopyAsync(cancellation);
        var grown = await GrowAsync(shadow, rows, cancellation);
        var best = new Dictionary<int, SizedRun>();
        var started = time.GetTimestamp();

        for (var round = 0; round < MostRounds && (round == 0 || time.GetElapsedTime(started) < Enough); round++)
        {
            foreach (var (start, cost) in await RunOnceAsync(shadow, rows, cancellation))
            {
                if (grown.TryGetValue(what.Wanted[start].Table, out var size) && (!best.TryGetValue(start, out var shortest) || cost.Duration < shortest.Duration))
                {
                    best[start] = size with { Duration = cost.Duration, WalBytes = cost.Log, DiskBytes = cost.Disk, Pages = cost.Pages };
                }
            }
        }

        return best;
    }

    private async Task<Dictionary<int, SizeCost>> RunOnceAsync(Shadow grown, int rows, CancellationToken cancellation)
    {
        await using var shadow = await grown.CopyAsync(cancellation);
        await using var open = await OpenShadow.OfAsync(shadow, time, cancellation);
        var observer = new SizeObserver(engine, _targets.Max(static target => target.Rows) / (double)rows, time);
        var outcome = await open.Run().RunAsync(ScriptPlan.Of(what.Planned), observer, cancellation);

        return outcome.Statements
            .Where(statement => statement.Error is null && what.Wanted.ContainsKey(statement.Span.Start))
            .ToDictionary(static statement => statement.Span.Start, statement => observer.Costs[statement.Span.Start]);
    }

    private async Task<Dictionary<ObjectName, SizedRun>> GrowAsync(Shadow shadow, int rows, CancellationToken cancellation)
    {
        await using var open = await OpenShadow.OfAsync(shadow, time, cancellation);
        var schema = SizedSchema.For(what.Planned.Script, await open.Session.ReadSnapshotAsync(cancellation), SqlDialects.For(history.Address.Dialect));
        var sizes = new Dictionary<ObjectName, SizedRun>();
        await using var work = await open.Session.OpenWorkAsync(cancellation);
        await open.Shadow.VerifyAsync(work.Connection, cancellation);
        await RowFiller.FillAsync(work.Connection, SyntheticRows.Of(schema, new RowOptions { IsPlain = IsPlain }), cancellation);

        foreach (var target in _targets)
        {
            if (engine.Find(schema, target.Table) is { } table && await GrowAsync(open, work.Connection, (schema, table, target), rows, cancellation) is { } size)
            {
                sizes[target.Table] = size;
            }
        }

        return sizes;
    }

    private async Task<SizedRun?> GrowAsync(OpenShadow open, DbConnection connection, (SchemaSnapshot Schema, Table Table, TargetSize Target) one, int rows, CancellationToken cancellation)
    {
        var width = one.Target is { Bytes: > 0 and var bytes, Rows: > 0 } ? Math.Min(LargestRow, bytes / one.Target.Rows) : (long?)null;

        return TableGrowth.Of(one.Table, one.Schema, rows, width) is { } growth ? await engine.GrowAsync(open, connection, (one.Table, growth), cancellation) : null;
    }
}
