using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Runs migrations in their places on shadows that are thrown away: up, down and up again, over rows that were made up, and compares what was there
/// before with what came back.
/// </summary>
public sealed class MigrationRehearser(ShadowServer server, TimeProvider time)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(server.Dialect);
    private readonly RollbackSynthesizer _rollbacks = new(SqlDialects.For(server.Dialect));

    /// <summary>Of the target, so that durations can be told at its sizes; null where they are not known.</summary>
    public SizeEstimator? Sizes { get; init; }

    /// <summary>One after another, each on what those before it made. What the engine refuses in its place is left out of the history of those behind it.</summary>
    /// <param name="history">Stands before all of them and is not rehearsed itself.</param>
    /// <param name="migrations">In the order in which they run.</param>
    /// <param name="cancellation">Stops at the next statement; the shadows go all the same.</param>
    public async IAsyncEnumerable<MigrationRehearsal> RunAsync(IEnumerable<Migration> history, IEnumerable<Migration> migrations, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var shadow = await server.CreateAsync(cancellation);
        var schema = SchemaState.Start(_dialect);

        schema = await AdvanceAsync(shadow, history, schema, cancellation, hasRun: true);

        foreach (var migration in migrations)
        {
            var rehearsal = await RehearseAsync(shadow, migration, schema, cancellation);
            yield return Sizes is null || rehearsal.Stopped is not null ? rehearsal : await Sizes.EstimateAsync(shadow, _dialect.Read(migration.Text), rehearsal, cancellation);

            // What breaks a shadow must not come near the one that those behind it start from.
            if (rehearsal.Stopped is null)
            {
                schema = await AdvanceAsync(shadow, [migration], schema, cancellation);
            }
        }
    }

    private async Task<SchemaState> AdvanceAsync(Shadow shadow, IEnumerable<Migration> migrations, SchemaState schema, CancellationToken cancellation, bool hasRun = false)
    {
        await using var engine = await Engines.OpenAsync(shadow.Address, time, cancellation);
        await using var session = await engine.OpenSessionAsync(new SessionRequest(shadow.Limits, time, Unheard.Progress), cancellation);

        foreach (var migration in migrations.Where(static migration => migration.EncodingProblem is null))
        {
            var script = _dialect.Read(migration.Text);

            if (await Containment.RequireAsync(shadow, migration.Path, async () => await RunAsync(new ShadowRun(shadow, session), new PlannedMigration(migration, script, Nothing), cancellation)
                || (hasRun && await HistoryReplay.RunOneByOneAsync(new ShadowRun(shadow, session), migration, script, cancellation)), cancellation))
            {
                schema = schema.Apply(script);
            }
        }

        return schema;
    }

    private async Task<MigrationRehearsal> RehearseAsync(Shadow history, Migration migration, SchemaState schema, CancellationToken cancellation)
    {
        if (migration.EncodingProblem is { } problem)
        {
            return new MigrationRehearsal { Migration = migration, Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = problem } };
        }

        var script = _dialect.Read(migration.Text);
        var planned = new PlannedMigration(migration, script, _rollbacks.Synthesize(migration, script, schema));

        var rehearsal = await ProveAsync(history, planned, shadow => new Watch(Rows: true, ObserverOf(shadow)), cancellation);

        if (rehearsal.Stopped is null && rehearsal.Statements.Any(static statement => statement.Error is not null))
        {
            rehearsal = rehearsal with { Rollback = WithoutRows(rehearsal.Rollback, (await ProveAsync(history, planned, static _ => new Watch(Rows: false, Observer: null), cancellation)).Rollback) };
        }

        if (rehearsal.Stopped is not null || migration.Down is not { } down)
        {
            return rehearsal;
        }

        var own = (await ProveAsync(history, planned with { Rollback = RollbackProving.Of(down) }, static _ => new Watch(Rows: true, Observer: null), cancellation)).Rollback;
        var isEmpty = _dialect.Read(down.Text).Statements.Count == 0;

        return rehearsal with { Down = isEmpty && own.Because is { } because ? own with { Because = $"It holds no statement. {because}" } : own };
    }

    private async Task<MigrationRehearsal> ProveAsync(Shadow history, PlannedMigration planned, Func<Shadow, Watch> watch, CancellationToken cancellation)
    {
        await using var shadow = await history.CopyAsync(cancellation);

        return await Containment.RunAsync(shadow, planned.Migration, () => new RollbackProving(time, _dialect).ProveAsync(shadow, planned, watch(shadow), cancellation), cancellation);
    }

    // Rows that stand in the way of a migration say nothing about its rollback: that is proved on empty tables, as far as it goes.
    private static RollbackProof WithoutRows(RollbackProof withRows, RollbackProof without) => without.Verdict is ProofVerdict.ProvedSchema or ProofVerdict.ProvedWithData
        ? without with { Verdict = ProofVerdict.ProvedSchema, RowsEqual = false, Because = $"{withRows.Because} Without rows it runs, and comes back." }
        : without.SchemaEqual || without.Verdict == ProofVerdict.Fails ? without : withRows;

    private static async Task<bool> RunAsync(ShadowRun run, PlannedMigration planned, CancellationToken cancellation)
    {
        try
        {
            return (await run.RunAsync(ScriptPlan.Of(planned), null, cancellation)).Failure is null;
        }
        catch (RunRefusedException)
        {
            return false;
        }
    }

    private StatementObserver ObserverOf(Shadow shadow) => server.Dialect == Dialect.PostgreSql ? new PostgreSqlObserver(shadow, time) : new PlainObserver(time);

    private static Rollback Nothing { get; } = new() { Reversibility = Reversibility.No };
}
