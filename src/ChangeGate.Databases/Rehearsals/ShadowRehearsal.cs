using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Rehearses migrations on copies of one history, and adds each to it.</summary>
internal sealed class ShadowRehearsal(ShadowServer server, HistoryShadow history, TimeProvider time)
{
    private readonly ISqlDialect _dialect = SqlDialects.For(server.Dialect);
    private readonly RollbackSynthesizer _rollbacks = new(SqlDialects.For(server.Dialect));

    private (SchemaSnapshot Schema, RowOptions Options, SyntheticRows Rows)? _made;

    /// <summary>null where the sizes of the target are not known.</summary>
    public SizeEstimator? Sizes { get; init; }

    public async Task<MigrationRehearsal> RunAsync(ReadMigration read, CancellationToken cancellation)
    {
        if (read.Migration.EncodingProblem is { } problem)
        {
            return new MigrationRehearsal { Migration = read.Migration, Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = problem } };
        }

        var planned = new PlannedMigration(read.Migration, read.Script, _rollbacks.Synthesize(read.Migration, read.Script, history.Schema));
        var proved = await ProveAsync(planned, Watching.Everything, cancellation);

        // What breaks a shadow must not come near the one that those behind it start from.
        if (proved.Rehearsal.Stopped is not null)
        {
            return proved.Rehearsal;
        }

        if (proved.Rehearsal.IsRefused)
        {
            proved = await ProveOtherwiseAsync(planned, proved, cancellation);
        }

        var rehearsal = Sizes is null ? proved.Rehearsal : await Sizes.EstimateAsync(history.Shadow, read.Script, proved.Rehearsal, cancellation);

        // What was reached is what the history leads to now, if it takes this migration without rows.
        history.Catalog = await history.AdvanceAsync([read], cancellation) is [] && proved.Reached is { } reached && !FrozenMoments.AreIn(reached, time.GetUtcNow()) ? reached : null;
        return rehearsal;
    }

    private async Task<Proved> ProveAsync(PlannedMigration planned, Watching watching, CancellationToken cancellation)
    {
        Proved? proved = null;
        await using var shadow = await history.Shadow.CopyAsync(cancellation);
        var rehearsal = await Containment.RunAsync(shadow, planned.Migration, async () => (proved = await ProveAsync(shadow, planned, watching, cancellation)).Rehearsal, cancellation);

        if (proved?.Reached is null)
        {
            return new Proved(rehearsal, null, false);
        }

        if (rehearsal.Down is null && planned.Migration.Down is { } down)
        {
            rehearsal = rehearsal with { Down = await ElsewhereAsync(planned, watching, proved.Reached, proving => OwnAsync(proving, down, cancellation), cancellation) };
        }

        // Values at the edge of their types stop scripts that run over any that are really there.
        if (watching == Watching.Everything && rehearsal is { Stopped: null, Down: { Verdict: ProofVerdict.Fails, Back: null } refused } && planned.Migration.Down is { } own)
        {
            var plain = await ElsewhereAsync(planned, Watching.PlainRows, reached: null, proving => OwnAsync(proving, own, cancellation), cancellation);
            rehearsal = IsProved(plain) ? rehearsal with { Down = Said(plain, refused, (Watching.PlainRows, "With plainer rows")) } : rehearsal;

            // The same script, and the same rows stop it.
            rehearsal = planned.Rollback.FromDownScript && IsProved(plain) && rehearsal.Rollback is { Verdict: ProofVerdict.Fails, Back: null } ? rehearsal with { Rollback = rehearsal.Down! } : rehearsal; // just set
        }

        if (!proved.IsWritten && IsProved(rehearsal.Rollback))
        {
            var written = await ElsewhereAsync(planned, watching, proved.Reached, proving => proving.WriteBetweenAsync(rehearsal.Rollback, cancellation), cancellation);
            rehearsal = written.Verdict == ProofVerdict.Impossible ? rehearsal : rehearsal with { Rollback = written };
        }

        return proved with { Rehearsal = rehearsal };
    }

    // All that can be proved on one shadow is: as long as it stands as the migration left it, and else what is left goes to another.
    private async Task<Proved> ProveAsync(Shadow shadow, PlannedMigration planned, Watching watching, CancellationToken cancellation)
    {
        await using var proving = new RollbackProving(await OpenShadow.OfAsync(shadow, time, cancellation), planned, _dialect, time);
        var up = await proving.UpAsync(history.Catalog, RowsFor(watching), watching.Statements ? ObserverOf(shadow) : null, reached: null, cancellation);
        var rehearsal = new MigrationRehearsal { Migration = planned.Migration, Statements = [.. up.Statements], Stopped = up.Stopped, Rollback = up.Failure ?? await proving.TakeBackAsync(planned.Rollback, cancellation) };
        history.Catalog ??= proving.Before?.Schema;

        if (proving is { Before: { } before, Reached: { } reached })
        {
            rehearsal = rehearsal with { Schema = SchemaWitness.SchemaOf(planned.Script, before, reached, _dialect) };

            // Nobody follows rows that are only there for the way back.
            rehearsal = up.Fates is not { } fates ? rehearsal : rehearsal with
            {
                FoldDifferences = SchemaWitness.Misread(planned.Script, before, reached, _dialect),
                Differences = reached.SchemaSince(before, _dialect),
                Lost = fates.Lost,
                Kept = fates.Kept,
                Unsettled = fates.Unsettled,
            };
        }

        if (planned.Migration.Down is { } down)
        {
            rehearsal = up.Failure is not null ? rehearsal with { Down = up.Failure }
                : proving.StandsAsReached ? rehearsal with { Down = await ContainedAsync(shadow, planned.Migration, () => OwnAsync(proving, down, cancellation), cancellation) }
                : rehearsal;
        }

        var canWrite = IsProved(rehearsal.Rollback) && (proving.StandsUp || (proving.IsBack && await proving.UpAgainAsync(cancellation)));

        return new Proved(canWrite ? rehearsal with { Rollback = await proving.WriteBetweenAsync(rehearsal.Rollback, cancellation) } : rehearsal, proving.Reached?.Schema, canWrite);
    }

    private static bool IsProved(RollbackProof proof) => proof.Verdict is ProofVerdict.ProvedSchema or ProofVerdict.ProvedWithData;

    private async Task<RollbackProof> ElsewhereAsync(PlannedMigration planned, Watching watching, SchemaSnapshot? reached, Func<RollbackProving, Task<RollbackProof>> prove, CancellationToken cancellation)
    {
        await using var shadow = await history.Shadow.CopyAsync(cancellation);

        return await ContainedAsync(shadow, planned.Migration, async () =>
        {
            await using var proving = new RollbackProving(await OpenShadow.OfAsync(shadow, time, cancellation), planned, _dialect, time);
            var up = await proving.UpAsync(history.Catalog, RowsFor(watching), observer: null, reached, cancellation);

            return up.Failure ?? await prove(proving);
        }, cancellation);
    }

    private async Task<RollbackProof> OwnAsync(RollbackProving proving, ReverseScript down, CancellationToken cancellation)
    {
        // What a team's own script is held to: it promises the schema, and rows where they come back.
        var own = await proving.TakeBackAsync(new Rollback { Reversibility = Reversibility.SchemaOnly, Reverse = [down.Text.Content], FromDownScript = true }, cancellation);
        var isEmpty = _dialect.Read(down.Text).Statements.Count == 0;

        return isEmpty && own.Because is { } because ? own with { Because = $"It holds no statement. {because}" } : own;
    }

    private static async Task<RollbackProof> ContainedAsync(Shadow shadow, Migration migration, Func<Task<RollbackProof>> prove, CancellationToken cancellation) =>
        (await Containment.RunAsync(shadow, migration, async () => new MigrationRehearsal { Migration = migration, Rollback = await prove() }, cancellation)).Rollback;

    // Rows that stand in the way of a migration say nothing about its rollback: that is proved with plainer ones, or without any, as far as it goes.
    private async Task<Proved> ProveOtherwiseAsync(PlannedMigration planned, Proved first, CancellationToken cancellation)
    {
        var plainer = first;

        foreach (var (watching, said) in (IEnumerable<(Watching, string)>)[(Watching.PlainRows, "With plainer rows"), (Watching.UsualRows, "With plainer rows that hold defaults"), (Watching.OneRow, "With one row in each table")])
        {
            var proved = await ProveAsync(planned, watching, cancellation);

            if (proved.Rehearsal is { Stopped: null, IsRefused: false })
            {
                return Said(proved, first, (watching, said));
            }

            plainer = watching == Watching.UsualRows ? proved : plainer;
        }

        return await ProveWithoutAsync(planned, first, plainer.Rehearsal, cancellation);
    }

    // Rows of a few tables that are in the way need not cost the proof of all others.
    private async Task<Proved> ProveWithoutAsync(PlannedMigration planned, Proved first, MigrationRehearsal refused, CancellationToken cancellation)
    {
        var inTheWay = new RowsInTheWay(planned, history.Catalog);

        while (inTheWay.More(refused))
        {
            var proved = await ProveAsync(planned, new Watching(inTheWay.Options, false), cancellation);

            if (proved.Rehearsal is { Stopped: null, IsRefused: false })
            {
                var said = Said(proved, first, (Watching.PlainRows, inTheWay.Said));

                return said with
                {
                    Rehearsal = said.Rehearsal with
                    {
                        Rollback = inTheWay.Bounded(said.Rehearsal.Rollback, planned.Rollback.FromDownScript),
                        Down = said.Rehearsal.Down is { } down ? inTheWay.Bounded(down, isOwn: true) : null,
                    },
                };
            }

            refused = proved.Rehearsal;
        }

        var without = await ProveAsync(planned, Watching.Nothing, cancellation);

        return without.Rehearsal is { Stopped: null, IsRefused: false } ? Said(without, first, (Watching.Nothing, "Without rows")) : first;
    }

    private static Proved Said(Proved proved, Proved first, (Watching, string) how) => proved with
    {
        Rehearsal = first.Rehearsal with
        {
            Schema = proved.Rehearsal.Schema,
            Rollback = Said(proved.Rehearsal.Rollback, first.Rehearsal.Rollback, how),
            Down = proved.Rehearsal.Down is { } down ? Said(down, first.Rehearsal.Rollback, how) : null,
        },
    };

    // Only rows prove that rows come back.
    private static RollbackProof Said(RollbackProof proof, RollbackProof failed, (Watching Watching, string Said) how) => !IsProved(proof) ? proof
        : how.Watching.Rows is not null ? proof with { Because = $"{failed.Because} {how.Said} it runs. {proof.Because}".TrimEnd() }
        : proof with { Verdict = ProofVerdict.ProvedSchema, RowsEqual = false, Because = $"{failed.Because} {how.Said} it runs, and comes back." };

    // Several shadows of one migration are filled alike.
    private Func<SchemaSnapshot, SyntheticRows>? RowsFor(Watching watching) => watching.Rows is not { } wanted ? null : schema =>
    {
        var options = watching == Watching.OneRow ? wanted : wanted with { Statistics = Sizes?.Statistics };

        if (_made is not { } made || !ReferenceEquals(made.Schema, schema) || made.Options != options)
        {
            _made = made = (schema, options, SyntheticRows.Of(schema, options));
        }

        return made.Rows;
    };

    private StatementObserver ObserverOf(Shadow shadow) => server.Dialect == Dialect.PostgreSql ? new PostgreSqlObserver(shadow, time) : new SqliteObserver(time);

    /// <param name="Reached">The schema after the migration; null where it did not run to its end.</param>
    /// <param name="IsWritten">Clients have written between it and its rollback.</param>
    private sealed record Proved(MigrationRehearsal Rehearsal, SchemaSnapshot? Reached, bool IsWritten);

    /// <param name="Rows">What is put into every table before the migration runs; null for nothing.</param>
    /// <param name="Statements">Somebody asks what each did.</param>
    private sealed record Watching(RowOptions? Rows, bool Statements)
    {
        public static Watching Everything { get; } = new(new RowOptions(), true);

        public static Watching PlainRows { get; } = new(new RowOptions { IsPlain = true }, false);

        public static Watching UsualRows { get; } = new(new RowOptions { IsPlain = true, IsCrossed = true, TakesDefaults = true }, false);

        public static Watching OneRow { get; } = new(new RowOptions { IsPlain = true, TakesDefaults = true, Rows = 1 }, false);

        public static Watching Nothing { get; } = new(null, false);
    }
}
