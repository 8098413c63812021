using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;

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

    /// <summary>Of the target.</summary>
    public SchemaStatistics Statistics => statistics;

    /// <summary>For one migration.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>For all of them.</summary>
    public TimeSpan WholePatience { get; init; } = TimeSpan.FromSeconds(30);

    // Of ticks, by several workers at once.
    private long _spent;

    /// <returns>null where no sizes are known.</returns>
    public static SizeEstimator? For(SchemaStatistics? statistics, TimeProvider time) => statistics is null ? null : new SizeEstimator(statistics, time);

    /// <param name="history">As it stands before the migration, with nobody connected.</param>
    /// <param name="script">What was rehearsed.</param>
    /// <param name="rehearsal">What was seen.</param>
    /// <param name="cancellation">At any time.</param>
    internal async Task<MigrationRehearsal> EstimateAsync(Shadow history, Script script, MigrationRehearsal rehearsal, CancellationToken cancellation)
    {
        var planned = new PlannedMigration(rehearsal.Migration, script, new Rollback { Reversibility = Reversibility.No });
        var engine = SizedEngine.For(history.Address.Dialect);
        var wanted = Wanted(engine, planned, rehearsal);

        if (wanted.Count == 0 || Spent > WholePatience)
        {
            return rehearsal;
        }

        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);

        try
        {
            var trial = new SizeTrial(engine, history, (planned, wanted), time) { IsPlain = rehearsal.IsRefused };
            var small = await trial.RunAsync(SmallRows, limit.Token);
            var large = await trial.RunAsync(LargeRows, limit.Token);

            return rehearsal with { Statements = [.. rehearsal.Statements.Select(statement => With(statement, small, large, wanted, planned))] };
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is OperationCanceledException or DbException or StatementFailedException or RunRefusedException or GateException)
        {
            // It took too long, or does not run over more rows: then nothing is said of sizes, and all else stands.
            return rehearsal;
        }
        finally
        {
            Interlocked.Add(ref _spent, time.GetElapsedTime(started).Ticks);
        }
    }

    private TimeSpan Spent => TimeSpan.FromTicks(Interlocked.Read(ref _spent));

    private static ObservedStatement With(ObservedStatement statement, IReadOnlyDictionary<int, SizedRun> small, IReadOnlyDictionary<int, SizedRun> large, Dictionary<int, TargetSize> wanted, PlannedMigration planned)
    {
        if (!small.TryGetValue(statement.Span.Start, out var less) || !large.TryGetValue(statement.Span.Start, out var more) || less.Rows >= more.Rows)
        {
            return statement;
        }

        // Rows that are written go into indexes, each after a search.
        var sorts = SizedEngine.ChangesOf(planned, statement).Any(static change => change is CreateIndex or Reindex or InsertRows or UpdateRows or DeleteRows or AddConstraint { Constraint.Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclusion });

        return statement with { AtSize = SizeFit.Extrapolate(less, more, wanted[statement.Span.Start], sorts) };
    }

    // Few tables are made larger, and those that matter most.
    private Dictionary<int, TargetSize> Wanted(SizedEngine engine, PlannedMigration planned, MigrationRehearsal rehearsal)
    {
        var known = statistics.Tables.Where(static table => table.Rows >= SmallestTable).Select(static table => new TargetSize(table.Table, table.Rows, table.Bytes)).ToList();
        var touched = engine.TablesOf(planned, rehearsal.Statements, known);
        var largest = touched.Values.Distinct().OrderByDescending(static table => table.Rows).Take(MostTables).ToHashSet();

        return touched.Where(pair => largest.Contains(pair.Value)).ToDictionary();
    }
}
