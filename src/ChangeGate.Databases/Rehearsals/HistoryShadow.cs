using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>What a history leads to, without rows. Nothing is rehearsed here: rehearsals take copies.</summary>
internal sealed class HistoryShadow : IAsyncDisposable
{
    private readonly TimeProvider _time;

    private HistoryShadow(Shadow shadow, SchemaState schema, TimeProvider time) => (Shadow, Schema, _time) = (shadow, schema, time);

    /// <summary>Nobody is connected to it, so that it can be copied.</summary>
    public Shadow Shadow { get; }

    /// <summary>Folded from the texts of those that the engine took.</summary>
    public SchemaState Schema { get; private set; }

    /// <summary>As the engine's catalogs have it; null until somebody reads them.</summary>
    public SchemaSnapshot? Catalog { get; set; }

    /// <summary>From what was kept of the same history, or by running it, and then it is kept for the next.</summary>
    public static async Task<HistoryShadow> OpenAsync(ShadowServer server, HistoryFold fold, TimeProvider time, CancellationToken cancellation)
    {
        if (server.Kept is { } kept)
        {
            return new HistoryShadow(kept, fold.Without(server.KeptNote), time);
        }

        var shadow = new HistoryShadow(await server.CreateAsync(cancellation), fold.Start, time);
        var left = await shadow.AdvanceAsync(fold.History, cancellation, hasRun: true);

        if (fold.History.Count > 0)
        {
            await server.KeepAsync(shadow.Shadow, string.Join('\n', left.Select(static read => read.Migration.Digest)), cancellation);
        }

        return shadow;
    }

    /// <summary>What the engine refuses in its place is left out for all behind it.</summary>
    /// <returns>What it did not take.</returns>
    /// <param name="migrations">In their order.</param>
    /// <param name="cancellation">Between statements.</param>
    /// <param name="hasRun">In production, so that what can be done of each is done.</param>
    public async Task<IReadOnlyList<ReadMigration>> AdvanceAsync(IReadOnlyList<ReadMigration> migrations, CancellationToken cancellation, bool hasRun = false)
    {
        var refused = new List<ReadMigration>();

        if (migrations.Count == 0)
        {
            return refused;
        }

        await using var open = await OpenShadow.OfAsync(Shadow, _time, cancellation);

        foreach (var migration in migrations)
        {
            if (await Containment.RequireAsync(Shadow, migration.Migration.Path, () => RunAsync(open, migration, hasRun, cancellation), cancellation))
            {
                Schema = Schema.Apply(migration.Script);
            }
            else
            {
                refused.Add(migration);
            }

            Catalog = null;
        }

        return refused;
    }

    public ValueTask DisposeAsync() => Shadow.DisposeAsync();

    private static async Task<bool> RunAsync(OpenShadow open, ReadMigration read, bool hasRun, CancellationToken cancellation) => read.Migration.EncodingProblem is null
        && (await RunAsync(open.Run(), read, cancellation) || (hasRun && await HistoryReplay.RunOneByOneAsync(open.Run(), read.Migration, read.Script, cancellation)));

    private static async Task<bool> RunAsync(ShadowRun run, ReadMigration read, CancellationToken cancellation)
    {
        try
        {
            return (await run.RunAsync(ScriptPlan.Of(new PlannedMigration(read.Migration, read.Script, Nothing)), null, cancellation)).Failure is null;
        }
        catch (RunRefusedException)
        {
            return false;
        }
    }

    private static Rollback Nothing { get; } = new() { Reversibility = Reversibility.No };
}

/// <param name="Script">Empty where the text could not be decoded.</param>
internal sealed record ReadMigration(Migration Migration, Script Script);
