using System.Data.Common;
using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>What differs between engines where statements are run over larger tables.</summary>
internal abstract class SizedEngine
{
    public static SizedEngine For(Dialect dialect) => dialect switch
    {
        Dialect.PostgreSql => new SizedPostgreSql(),
        Dialect.Sqlite => new SizedSqlite(),
        _ => throw new UnreachableException($"Nothing is measured in {dialect}."),
    };

    /// <summary>By the place of a statement the table that its work grows with: of several, the largest.</summary>
    /// <param name="planned">As it was rehearsed.</param>
    /// <param name="seen">Its statements, up to the one that the engine refused.</param>
    /// <param name="known">Tables that are large in production.</param>
    public abstract IReadOnlyDictionary<int, TargetSize> TablesOf(PlannedMigration planned, IEnumerable<ObservedStatement> seen, IReadOnlyList<TargetSize> known);

    /// <summary>The same table in a schema that was read.</summary>
    public abstract Table? Find(SchemaSnapshot schema, ObjectName table);

    /// <summary>Adds the rows, so that no trigger acts.</summary>
    /// <returns>Its size then; null where something forbids such rows.</returns>
    public abstract Task<SizedRun?> GrowAsync(OpenShadow open, DbConnection connection, (Table Table, string Rows) growth, CancellationToken cancellation);

    /// <summary>A session is about to run a migration over tables that are smaller than in production by this factor.</summary>
    public abstract Task BeginAsync(WorkConnection work, double scale, CancellationToken cancellation);

    /// <summary>Writes what the statement left to be written, as far as it is done in the time for which locks are held.</summary>
    public abstract void Finish(WorkConnection work);

    public abstract Task<SizeSight> LookAsync(WorkConnection work, CancellationToken cancellation);

    /// <summary>Bytes of temporary files that a statement needs in production and needed none of here.</summary>
    /// <param name="changes">Of the statement.</param>
    /// <param name="grown">By how much it made the database larger.</param>
    public abstract long Temporary(IEnumerable<Change> changes, long grown);

    /// <summary>As they were read; empty where nothing was.</summary>
    public static EquatableList<Change> ChangesOf(PlannedMigration planned, ObservedStatement statement) =>
        planned.Script.Statements.FirstOrDefault(read => read.Span.Start == statement.Span.Start)?.Changes ?? [];

    protected static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <param name="Disk">Bytes of the database and what it keeps beside itself until a transaction ends.</param>
/// <param name="Log">Bytes ever written to the log; null where there is none.</param>
/// <param name="Pages">That this session ever looked at; null where nobody counts.</param>
internal sealed record SizeSight(long Disk, long? Log, long? Pages);
