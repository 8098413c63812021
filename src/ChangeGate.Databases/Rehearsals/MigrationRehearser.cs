using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Runs migrations in their places on shadows that are thrown away: up, down and up again, over rows that were made up, and compares what was there
/// before with what came back.
/// </summary>
public sealed class MigrationRehearser(ShadowServer server, TimeProvider time)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(server.Dialect);
    private readonly RollbackSynthesizer _rollbacks = new(SqlDialects.For(server.Dialect));

    /// <summary>One after another, each on what those before it made. What the engine refuses in its place is left out of the history of those behind it.</summary>
    /// <param name="history">Stands before all of them and is not rehearsed itself.</param>
    /// <param name="migrations">In the order in which they run.</param>
    /// <param name="cancellation">Stops at the next statement; the shadows go all the same.</param>
    public async IAsyncEnumerable<MigrationRehearsal> RunAsync(IEnumerable<Migration> history, IEnumerable<Migration> migrations, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var shadow = await server.CreateAsync(cancellation);
        var schema = SchemaState.Start(_dialect);

        foreach (var migration in history)
        {
            schema = await AdvanceAsync(shadow, migration, schema, cancellation);
        }

        foreach (var migration in migrations)
        {
            yield return await RehearseAsync(shadow, migration, schema, cancellation);

            schema = await AdvanceAsync(shadow, migration, schema, cancellation);
        }
    }

    private async Task<SchemaState> AdvanceAsync(Shadow shadow, Migration migration, SchemaState schema, CancellationToken cancellation)
    {
        if (migration.EncodingProblem is not null)
        {
            return schema;
        }

        var script = _dialect.Read(migration.Text);

        return await RunAsync(shadow, new PlannedMigration(migration, script, Nothing), cancellation) ? schema.Apply(script) : schema;
    }

    private async Task<MigrationRehearsal> RehearseAsync(Shadow history, Migration migration, SchemaState schema, CancellationToken cancellation)
    {
        if (migration.EncodingProblem is { } problem)
        {
            return new MigrationRehearsal { Migration = migration, Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = problem } };
        }

        var script = _dialect.Read(migration.Text);
        var planned = new PlannedMigration(migration, script, _rollbacks.Synthesize(migration, script, schema));

        await using var shadow = await history.CopyAsync(cancellation);

        var rehearsal = await new RollbackProving(time, _dialect).ProveAsync(shadow, planned, ObserverOf(shadow), cancellation);

        if (migration.Down is not { } down)
        {
            return rehearsal;
        }

        await using var other = await history.CopyAsync(cancellation);
        var own = await new RollbackProving(time, _dialect).ProveAsync(other, planned with { Rollback = RollbackProving.Of(down) }, null, cancellation);

        var isEmpty = _dialect.Read(down.Text).Statements.Count == 0;

        return rehearsal with { Down = isEmpty && own.Rollback.Because is { } because ? own.Rollback with { Because = $"It holds no statement. {because}" } : own.Rollback };
    }

    private async Task<bool> RunAsync(Shadow shadow, PlannedMigration planned, CancellationToken cancellation)
    {
        await using var engine = await Engines.OpenAsync(shadow.Address, time, cancellation);
        await using var session = await engine.OpenSessionAsync(new SessionRequest(new RunLimits(), time, Unheard.Progress), cancellation);

        try
        {
            return (await new ShadowRun(shadow, session).RunAsync(ScriptPlan.Of(planned), null, cancellation)).Failure is null;
        }
        catch (RunRefusedException)
        {
            return false;
        }
    }

    private StatementObserver ObserverOf(Shadow shadow) => server.Dialect == Dialect.PostgreSql ? new PostgreSqlObserver(shadow, time) : new PlainObserver(time);

    private static Rollback Nothing { get; } = new() { Reversibility = Reversibility.No };
}
