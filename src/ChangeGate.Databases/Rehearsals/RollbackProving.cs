using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Runs one migration up, down and up again on a shadow of its own, and compares.</summary>
internal sealed class RollbackProving(TimeProvider time, ISqlDialect dialect)
{
    private const int DifferencesSaid = 3;

    /// <summary>What a team's own script is held to: it promises the schema, and rows where they come back.</summary>
    public static Rollback Of(ReverseScript down) => new() { Reversibility = Reversibility.SchemaOnly, Reverse = [down.Text.Content], FromDownScript = true };

    /// <param name="shadow">Thrown away afterwards.</param>
    /// <param name="planned">As the runner would run it.</param>
    /// <param name="watch">With or without rows, and who looks on.</param>
    /// <param name="cancellation">Between statements.</param>
    public async Task<MigrationRehearsal> ProveAsync(Shadow shadow, PlannedMigration planned, Watch watch, CancellationToken cancellation)
    {
        await using var engine = await Engines.OpenAsync(shadow.Address, time, cancellation);
        await using var session = await engine.OpenSessionAsync(new SessionRequest(shadow.Limits, time, Unheard.Progress), cancellation);

        if (watch.Rows)
        {
            await FillAsync(shadow, session, cancellation);
        }
        var runs = new ShadowRun(shadow, session);
        var rehearsal = new MigrationRehearsal { Migration = planned.Migration, Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = "It was not run." } };

        try
        {
            var before = await ShadowState.ReadAsync(session, cancellation);
            var rows = watch is { Rows: true, Observer: not null } ? await ShadowRowsReader.ReadAsync(shadow, session, cancellation) : null;
            var up = await runs.RunAsync(ScriptPlan.Of(planned), watch.Observer, cancellation);
            rehearsal = rehearsal with { Statements = [.. up.Statements] };

            if (up.Failure is { } failure)
            {
                return rehearsal with { Stopped = up.Stopped, Rollback = Impossible(Said("The migration itself fails", failure, up.Stopped)) };
            }

            await runs.VerifyAsync(cancellation);
            var reached = await ShadowState.ReadAsync(session, cancellation);

            if (rows is not null)
            {
                rehearsal = rehearsal with { Schema = SchemaWitness.SchemaOf(planned.Script, before, reached, dialect), FoldDifferences = SchemaWitness.Misread(planned.Script, before, reached, dialect) };
                var fates = ValueComparison.Compare(rows, await ShadowRowsReader.ReadAsync(shadow, session, cancellation));
                rehearsal = rehearsal with { Differences = reached.SchemaSince(before, dialect), Lost = fates.Lost, Kept = fates.Kept, Unsettled = fates.Unsettled };
            }

            var proof = planned.Rollback.Reversibility == Reversibility.No
                ? Impossible(string.Join(' ', planned.Rollback.Because))
                : await TakeBackAsync(session, runs, planned, (before, reached), cancellation);

            return rehearsal with { Rollback = proof with { Script = planned.Rollback.Reverse, Kept = [.. planned.Rollback.Preserve, .. planned.Rollback.Settle] } };
        }
        catch (RunRefusedException refused)
        {
            return rehearsal with { Rollback = Impossible(refused.Refusal.Problem) };
        }
    }

    private static async Task FillAsync(Shadow shadow, RunSession session, CancellationToken cancellation)
    {
        var rows = SyntheticRows.Of(await session.ReadSnapshotAsync(cancellation), new RowOptions());
        await using var work = await session.OpenWorkAsync(cancellation);
        await shadow.VerifyAsync(work.Connection, cancellation);
        await RowFiller.FillAsync(work.Connection, rows, cancellation);
    }

    private async Task<RollbackProof> TakeBackAsync(RunSession session, ShadowRun runs, PlannedMigration planned, (ShadowState Before, ShadowState Reached) states, CancellationToken cancellation)
    {
        var down = await runs.RunAsync(ScriptPlan.OfReverse(planned.Migration.Path, planned.Rollback, dialect), null, cancellation);

        if (down.Failure is { } failure)
        {
            return Fails(Said("The rollback fails", failure, down.Stopped)).Between(states.Before, states.Reached, null, dialect);
        }

        var back = await ShadowState.ReadAsync(session, cancellation);
        var schema = back.SchemaSince(states.Before, dialect);
        var rows = back.RowsSince(states.Before);
        var proof = Compared(planned.Rollback, schema, rows).Between(states.Before, states.Reached, back, dialect);

        return proof.Verdict == ProofVerdict.Fails ? proof : await RunAgainAsync(session, runs, (planned, states.Before, states.Reached, proof), cancellation);
    }

    private static RollbackProof Compared(Rollback rollback, EquatableList<Difference> schema, IReadOnlyList<ObjectName> rows)
    {
        var proof = new RollbackProof { Verdict = ProofVerdict.Fails, SchemaEqual = schema.Count == 0, RowsEqual = schema.Count == 0 && rows.Count == 0 };

        if (schema.Count > 0)
        {
            return proof with { Because = $"The schema is not what it was: {Said(schema.Select(static one => $"`{one.Object}` {one.Kind.ToKeyword()}"))}." };
        }

        if (rows.Count == 0)
        {
            return rollback.Reversibility == Reversibility.WithData || rollback.FromDownScript
                ? proof with { Verdict = ProofVerdict.ProvedWithData }
                : proof with { Verdict = ProofVerdict.ProvedSchema, Because = string.Join(' ', rollback.Because) };
        }

        return rollback.Reversibility == Reversibility.WithData
            ? proof with { Because = $"The rows are not what they were in {Said(rows.Select(static table => $"`{table}`"))}." }
            : proof with { Verdict = ProofVerdict.ProvedSchema, Because = string.Join(' ', [.. rollback.Because, $"Rows differ in {Said(rows.Select(static table => $"`{table}`"))}."]) };
    }

    // What is taken back must be able to run again, to the same end: a rollback that leaves something lying about is none.
    private async Task<RollbackProof> RunAgainAsync(RunSession session, ShadowRun runs, (PlannedMigration Planned, ShadowState Before, ShadowState Reached, RollbackProof Proof) first, CancellationToken cancellation)
    {
        var again = await runs.RunAsync(ScriptPlan.Of(first.Planned), null, cancellation);

        if (again.Failure is { } failure)
        {
            return first.Proof with { Verdict = ProofVerdict.Fails, Because = $"After the rollback the migration cannot run again: {Sentence(failure)}" };
        }

        var schema = (await ShadowState.ReadAsync(session, cancellation)).SchemaSince(first.Reached, dialect);

        return schema.Count == 0
            ? await new ClientWrites(session, dialect, first.Planned).ProveAsync(first.Proof, (first.Before, first.Reached), () => runs.RunAsync(ScriptPlan.OfReverse(first.Planned.Migration.Path, first.Planned.Rollback, dialect), null, cancellation), cancellation)
            : first.Proof with { Verdict = ProofVerdict.Fails, Because = $"After the rollback the migration leads elsewhere: {Said(schema.Select(static one => $"`{one.Object}` {one.Kind.ToKeyword()}"))}." };
    }

    private static RollbackProof Impossible(string because) => new() { Verdict = ProofVerdict.Impossible, Because = because };

    private static RollbackProof Fails(string because) => new() { Verdict = ProofVerdict.Fails, Because = because };

    private static string Sentence(ObservedError error) => $"{(error.Position is { } at ? $"line {at.Line}, column {at.Column}: " : "")}{error.Code}: {error.Message}.";

    private static string Said(string what, ObservedError error, string? stopped) =>
        string.Join(' ', new[] { $"{what}: {Sentence(error)}", stopped ?? StopReason.Hint(error.Code) }.OfType<string>());

    private static string Said(IEnumerable<string> things)
    {
        var all = things.ToList();

        return all.Count <= DifferencesSaid ? string.Join(", ", all) : $"{string.Join(", ", all.Take(DifferencesSaid))} and {all.Count - DifferencesSaid} more";
    }
}

/// <param name="Rows">Made-up rows are put into every table before the migration runs.</param>
/// <param name="Observer">null where nobody asks what the statements did.</param>
internal sealed record Watch(bool Rows, StatementObserver? Observer);
