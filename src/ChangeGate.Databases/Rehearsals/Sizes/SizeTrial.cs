using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Rehearsals.Sizes;
using ChangeGate.Schemas;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>Runs a migration once over tables that were made larger, on a shadow of its own.</summary>
/// <param name="shadow">As it stands before the migration, and thrown away afterwards.</param>
/// <param name="session">On it.</param>
/// <param name="time">For durations.</param>
internal sealed class SizeTrial(Shadow shadow, RunSession session, TimeProvider time)
{
    /// <summary>What a made-up row of a table needs, so that larger ones are made fewer times.</summary>
    private const int LargestRow = 2_000;

    /// <returns>For the place of each statement what it took, for the largest of its tables; empty where a table could not be made larger.</returns>
    public async Task<IReadOnlyDictionary<int, SizedRun>> RunAsync(PlannedMigration planned, IReadOnlyDictionary<int, TargetSize> wanted, int rows, CancellationToken cancellation)
    {
        var grown = await GrowAsync([.. wanted.Values.Distinct()], rows, cancellation);
        var observer = new SizeObserver(time);
        var outcome = await new ShadowRun(shadow, session).RunAsync(ScriptPlan.Of(planned), observer, cancellation);

        return outcome.Statements
            .Where(statement => statement.Error is null && wanted.TryGetValue(statement.Span.Start, out var target) && grown.ContainsKey(target.Table))
            .ToDictionary(static statement => statement.Span.Start, statement => grown[wanted[statement.Span.Start].Table] with
            {
                Duration = statement.Duration,
                WalBytes = statement.WalBytes,
                DiskBytes = observer.Disk.GetValueOrDefault(statement.Span.Start),
            });
    }

    private async Task<Dictionary<ObjectName, SizedRun>> GrowAsync(IReadOnlyList<TargetSize> targets, int rows, CancellationToken cancellation)
    {
        var schema = await session.ReadSnapshotAsync(cancellation);
        var sizes = new Dictionary<ObjectName, SizedRun>();
        await using var work = await session.OpenWorkAsync(cancellation);
        await shadow.VerifyAsync(work.Connection, cancellation);
        await RowFiller.FillAsync(work.Connection, SyntheticRows.Of(schema, new RowOptions()), cancellation);
        var connection = (NpgsqlConnection)work.Connection; // of this engine

        foreach (var target in targets)
        {
            if (schema.Find<Table>(ObjectId.Table(target.Table)) is { } table && await GrowAsync(connection, schema, (table, target), rows, cancellation) is { } size)
            {
                sizes[target.Table] = size;
            }
        }

        return sizes;
    }

    private async Task<SizedRun?> GrowAsync(NpgsqlConnection connection, SchemaSnapshot schema, (Table Table, TargetSize Target) one, int rows, CancellationToken cancellation)
    {
        var width = one.Target is { Bytes: { } bytes, Rows: > 0 } ? Math.Min(LargestRow, bytes / one.Target.Rows) : (long?)null;

        if (TableGrowth.Of(one.Table, schema, rows, width) is not { } growth)
        {
            return null;
        }

        var name = Quoted(one.Target.Table);

        try
        {
            await RunAsync(connection, "BEGIN", cancellation);
            await RunAsync(connection, Triggers(name, enabled: false), cancellation);
            await RunAsync(connection, growth, cancellation);
            await RunAsync(connection, Triggers(name, enabled: true), cancellation);
            await RunAsync(connection, "COMMIT", cancellation);
            await RunAsync(connection, $"VACUUM (ANALYZE) {name}", cancellation);

            return await SizeOfAsync(connection, name, cancellation);
        }
        catch (PostgresException)
        {
            // Something forbids such rows (a check that could not be read, a type of its own): then nothing is said of this table.
            await RunAsync(connection, "ROLLBACK", CancellationToken.None);
            return null;
        }
    }

    // Keys of other tables need not be met by numbers that were made up, where whoever owns the cluster lets it be so.
    private string Triggers(string name, bool enabled) =>
        shadow.WatchingAddress is null ? $"ALTER TABLE {name} {(enabled ? "ENABLE" : "DISABLE")} TRIGGER USER" : SystemTriggers.Instead(name, enabled);

    private static async Task<SizedRun> SizeOfAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*), coalesce((SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree({Literal(name)}::regclass)), pg_catalog.pg_total_relation_size({Literal(name)}::regclass))::bigint FROM {name}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return new SizedRun(reader.GetInt64(0), default, reader.GetInt64(1), null, null);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Quoted(ObjectName name) => name.Schema is null ? Quoted(name.Name) : $"{Quoted(name.Schema)}.{Quoted(name.Name)}";

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
