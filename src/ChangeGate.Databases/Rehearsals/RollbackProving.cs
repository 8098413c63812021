using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Reports;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Runs one migration up on a shadow of its own, and takes it back in one way and another, each compared with what was there before.</summary>
/// <param name="open">Closed with this.</param>
/// <param name="planned">As the runner would run it.</param>
/// <param name="dialect">Of the shadow.</param>
/// <param name="time">Of the engine.</param>
internal sealed class RollbackProving(OpenShadow open, PlannedMigration planned, ISqlDialect dialect, TimeProvider time) : IAsyncDisposable
{
    private const int DifferencesSaid = 3;

    public Shadow Shadow => open.Shadow;

    /// <summary>With the rows that were made up; null until then.</summary>
    public ShadowState? Before { get; private set; }

    /// <summary>After the migration; null where it did not run to its end.</summary>
    public ShadowState? Reached { get; private set; }

    /// <summary>The migration has just run over the rows of <see cref="Before"/>: whatever takes it back can be proved.</summary>
    public bool StandsAsReached { get; private set; }

    /// <summary>The migration has just run, over these rows or others.</summary>
    public bool StandsUp { get; private set; }

    /// <summary>It has just been taken back, to the last row.</summary>
    public bool IsBack { get; private set; }

    /// <param name="catalog">The schema of the shadow where somebody knows it; null to ask.</param>
    /// <param name="rows">What tables of a schema are filled with before; null for nothing.</param>
    /// <param name="observer">null where nobody asks what the statements did.</param>
    /// <param name="reached">The schema after the migration where it has run on another copy; null to ask.</param>
    /// <param name="cancellation">Between statements.</param>
    public async Task<UpResult> UpAsync(SchemaSnapshot? catalog, Func<SchemaSnapshot, SyntheticRows>? rows, StatementObserver? observer, SchemaSnapshot? reached, CancellationToken cancellation)
    {
        catalog ??= await open.Session.ReadSnapshotAsync(cancellation);

        if (rows is not null)
        {
            await FillAsync(rows(catalog), cancellation);
        }

        try
        {
            var isFollowed = rows is not null && observer is not null;
            Before = await ShadowState.ReadAsync(open, catalog, isFollowed, cancellation);
            var up = await open.Run().RunAsync(ScriptPlan.Of(planned), observer, cancellation);

            if (up.Failure is { } failure)
            {
                return new UpResult(up.Statements, Impossible(Said("The migration itself fails", failure, up.Stopped))) { Stopped = up.Stopped };
            }

            await open.Run().VerifyAsync(cancellation);

            // Its rows are of use only where they are followed.
            Reached = reached is not null ? ShadowState.Of(reached)
                : isFollowed ? await ShadowState.ReadAsync(open, withRows: true, cancellation)
                : await ShadowState.ReadSchemaAsync(open.Session, cancellation);
            StandsAsReached = StandsUp = true;

            return new UpResult(up.Statements, null) { Fates = Before.Made is { } made && Reached.Made is { } now ? ValueComparison.Compare(made, now) : null };
        }
        catch (RunRefusedException refused)
        {
            return new UpResult([], Impossible(refused.Refusal.Problem));
        }
    }

    /// <summary>After <see cref="UpAsync"/>, and again while <see cref="StandsAsReached"/>.</summary>
    public async Task<RollbackProof> TakeBackAsync(Rollback rollback, CancellationToken cancellation)
    {
        if (rollback.Reversibility == Reversibility.No)
        {
            return Impossible(string.Join(' ', rollback.Because));
        }

        StandsAsReached = StandsUp = IsBack = false;

        try
        {
            return Documented(await TakeBackAsync(rollback, (Before!, Reached!), cancellation), rollback); // it ran
        }
        catch (RunRefusedException refused)
        {
            return Impossible(refused.Refusal.Problem);
        }
    }

    /// <summary>Runs the migration once more where the shadow stands as it did before it.</summary>
    public async Task<bool> UpAgainAsync(CancellationToken cancellation) =>
        StandsAsReached = StandsUp = (await open.Run().RunAsync(ScriptPlan.Of(planned), null, cancellation)).Failure is null;

    /// <summary>While it <see cref="StandsUp"/>: lets clients write before the migration is taken back once more.</summary>
    public async Task<RollbackProof> WriteBetweenAsync(RollbackProof proof, CancellationToken cancellation)
    {
        StandsAsReached = StandsUp = false;
        var down = ScriptPlan.OfReverse(planned.Migration.Path, planned.Rollback, dialect);

        return await new ClientWrites(open.Session, dialect, planned).ProveAsync(proof, (Before!, Reached!), () => open.Run().RunAsync(down, null, cancellation), cancellation); // it ran
    }

    public ValueTask DisposeAsync() => open.DisposeAsync();

    private RollbackProof Documented(RollbackProof proof, Rollback rollback) => proof with
    {
        Script = rollback.Reverse,
        Kept = rollback.FromDownScript ? [] : [.. planned.Rollback.Preserve, .. planned.Rollback.Settle],
    };

    private async Task FillAsync(SyntheticRows rows, CancellationToken cancellation)
    {
        await using var work = await open.Session.OpenWorkAsync(cancellation);
        await open.Shadow.VerifyAsync(work.Connection, cancellation);
        await RowFiller.FillAsync(work.Connection, rows, cancellation);
    }

    private async Task<RollbackProof> TakeBackAsync(Rollback rollback, (ShadowState Before, ShadowState Reached) states, CancellationToken cancellation)
    {
        var down = await open.Run().RunAsync(ScriptPlan.OfReverse(planned.Migration.Path, rollback, dialect), null, cancellation);

        if (down.Failure is { } failure)
        {
            return Fails(Said("The rollback fails", failure, down.Stopped)).Between(states.Before, states.Reached, null, dialect);
        }

        var back = await ShadowState.ReadAsync(open, withRows: false, cancellation);
        var proof = Compared(rollback, back.SchemaSince(states.Before, dialect), back.RowsSince(states.Before)).Between(states.Before, states.Reached, back, dialect);

        IsBack = proof.RowsEqual;

        if (rollback.FromDownScript && proof.SchemaEqual && back.ReorderedSince(states.Before) is { Count: > 0 } reordered)
        {
            proof = proof with { Because = $"{proof.Because} Columns of {Said(reordered.Select(static table => $"`{table}`"))} stand in another order.".TrimStart() };
        }

        // A team's own script leaves nothing of ours behind: what it brought back is what there was.
        return proof.Verdict == ProofVerdict.Fails || rollback.FromDownScript ? proof : await RunAgainAsync(proof, states.Reached, cancellation);
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
    private async Task<RollbackProof> RunAgainAsync(RollbackProof proof, ShadowState reached, CancellationToken cancellation)
    {
        var again = await open.Run().RunAsync(ScriptPlan.Of(planned), null, cancellation);

        if (again.Failure is { } failure)
        {
            return proof with { Verdict = ProofVerdict.Fails, Because = $"After the rollback the migration cannot run again: {Sentence(failure)}" };
        }

        var schema = (await ShadowState.ReadSchemaAsync(open.Session, cancellation)).SchemaSinceRun(reached, dialect, time.GetUtcNow());

        if (schema.Count > 0)
        {
            return proof with { Verdict = ProofVerdict.Fails, Because = $"After the rollback the migration leads elsewhere: {Said(schema.Select(static one => $"`{one.Object}` {one.Kind.ToKeyword()}"))}." };
        }

        StandsUp = true;
        StandsAsReached = proof.RowsEqual;
        IsBack = false;
        return proof;
    }

    private static RollbackProof Impossible(string because) => new() { Verdict = ProofVerdict.Impossible, Because = because };

    private static RollbackProof Fails(string because) => new() { Verdict = ProofVerdict.Fails, Because = because };

    private static string Sentence(ObservedError error) => $"{(error.Position is { } at ? $"line {at.Line}, column {at.Column}: " : "")}{error.Code}: {error.Message}.";

    private static string Said(string what, ObservedError error, string? stopped) =>
        string.Join(' ', new[] { $"{what}: {Sentence(error)}", stopped ?? StopReason.Hint(error.Code) }.OfType<string>());

    private static string Said(IEnumerable<string> things) => Prose.Some(things, DifferencesSaid);
}

/// <param name="Statements">Of the migration, up to and with the one that failed.</param>
/// <param name="Failure">Why nothing can be proved; null when the migration ran.</param>
internal sealed record UpResult(IReadOnlyList<ObservedStatement> Statements, RollbackProof? Failure)
{
    /// <summary>Why it was stopped, as a sentence; null where it was not.</summary>
    public string? Stopped { get; init; }

    /// <summary>What became of the rows; null where there were none, or nobody asked.</summary>
    public ValueFates? Fates { get; init; }
}
