using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>
/// What statements would take where they are to run: those that a rehearsal saw read, write or build whole tables are run at two sizes more, and the line
/// through them is drawn out to the size of production. Only for tables that are large there, and never for long.
/// </summary>
/// <param name="statistics">Of the target.</param>
/// <param name="time">For durations.</param>
public sealed class SizeEstimator(SchemaStatistics statistics, TimeProvider time)
{
    /// <summary>In smaller tables nobody waits.</summary>
    public const long SmallestTable = 100_000;

    private const int MostTables = 3;

    private const int SmallRows = 15_000;

    private const int LargeRows = 60_000;

    /// <summary>For one migration.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>For all of them.</summary>
    private static readonly TimeSpan WholePatience = TimeSpan.FromSeconds(30);

    private TimeSpan _spent;

    /// <returns>null where no sizes are known.</returns>
    public static SizeEstimator? For(SchemaStatistics? statistics, TimeProvider time) => statistics is null ? null : new SizeEstimator(statistics, time);

    /// <param name="history">As it stands before the migration, with nobody connected.</param>
    /// <param name="script">What was rehearsed.</param>
    /// <param name="rehearsal">What was seen.</param>
    /// <param name="cancellation">At any time.</param>
    internal async Task<MigrationRehearsal> EstimateAsync(Shadow history, Script script, MigrationRehearsal rehearsal, CancellationToken cancellation)
    {
        var planned = new PlannedMigration(rehearsal.Migration, script, new Rollback { Reversibility = Reversibility.No });
        var wanted = history.Address.Dialect == Dialect.PostgreSql ? Wanted(planned, rehearsal) : [];

        if (wanted.Count == 0 || _spent > WholePatience)
        {
            return rehearsal;
        }

        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);

        try
        {
            var small = await TryAsync(history, planned, wanted, SmallRows, limit.Token);
            var large = await TryAsync(history, planned, wanted, LargeRows, limit.Token);

            return rehearsal with { Statements = [.. rehearsal.Statements.Select(statement => With(statement, small, large, wanted, planned))] };
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is OperationCanceledException or DbException or StatementFailedException or RunRefusedException or GateException)
        {
            // It took too long, or does not run over more rows: then nothing is said of sizes, and all else stands.
            return rehearsal;
        }
        finally
        {
            _spent += time.GetElapsedTime(started);
        }
    }

    private async Task<IReadOnlyDictionary<int, SizedRun>> TryAsync(Shadow history, PlannedMigration planned, Dictionary<int, TargetSize> wanted, int rows, CancellationToken cancellation)
    {
        await using var shadow = await history.CopyAsync(cancellation);
        await using var engine = await Engines.OpenAsync(shadow.Address, time, cancellation);
        await using var session = await engine.OpenSessionAsync(new SessionRequest(shadow.Limits, time, Unheard.Progress), cancellation);

        return await new SizeTrial(shadow, session, time).RunAsync(planned, wanted, rows, cancellation);
    }

    private static ObservedStatement With(ObservedStatement statement, IReadOnlyDictionary<int, SizedRun> small, IReadOnlyDictionary<int, SizedRun> large, Dictionary<int, TargetSize> wanted, PlannedMigration planned)
    {
        if (!small.TryGetValue(statement.Span.Start, out var less) || !large.TryGetValue(statement.Span.Start, out var more) || less.Rows >= more.Rows)
        {
            return statement;
        }

        var sorts = ChangesOf(planned, statement).Any(static change => change is CreateIndex or Reindex or AddConstraint { Constraint.Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclusion });

        return statement with { AtSize = SizeFit.Extrapolate(less, more, wanted[statement.Span.Start], sorts) };
    }

    /// <summary>By the place of a statement the table that its work grows with: of several, the largest.</summary>
    private Dictionary<int, TargetSize> Wanted(PlannedMigration planned, MigrationRehearsal rehearsal)
    {
        var known = statistics.Tables.Where(static table => table.Rows >= SmallestTable).Select(static table => new TargetSize(table.Table with { Schema = table.Table.Schema ?? "public" }, table.Rows, table.Bytes)).ToList();
        var touched = rehearsal.Statements
            .Where(static statement => statement.Error is null)
            .Select(statement => (statement.Span.Start, Table: known.Where(table => TablesOf(planned, statement).Contains(table.Table)).MaxBy(static table => table.Rows)))
            .Where(static pair => pair.Table is not null)
            .ToDictionary(static pair => pair.Start, static pair => pair.Table!); // filtered above
        var largest = touched.Values.Distinct().OrderByDescending(static table => table.Rows).Take(MostTables).ToHashSet();

        return touched.Where(pair => largest.Contains(pair.Value)).ToDictionary();
    }

    // What is built beside its table leaves no mark in the statistics of the transaction that rehearsed it.
    private static HashSet<ObjectName> TablesOf(PlannedMigration planned, ObservedStatement statement) =>
        [.. statement.Rewritten, .. statement.Scanned, .. ChangesOf(planned, statement).OfType<CreateIndex>().Select(static create => create.Index.Table with { Schema = create.Index.Table.Schema ?? "public" })];

    private static EquatableList<Change> ChangesOf(PlannedMigration planned, ObservedStatement statement) =>
        planned.Script.Statements.FirstOrDefault(read => read.Span.Start == statement.Span.Start)?.Changes ?? [];
}
