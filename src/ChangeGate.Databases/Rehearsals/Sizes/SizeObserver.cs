using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals.Sizes;

/// <summary>Only how long statements take and how much they write.</summary>
internal sealed class SizeObserver(TimeProvider time) : StatementObserver
{
    private readonly Dictionary<int, long> _disk = [];

    /// <summary>By how much the database grew, by the place of the statement.</summary>
    public IReadOnlyDictionary<int, long> Disk => _disk;

    public override Task BeginAsync(WorkConnection work, CancellationToken cancellation) => Task.CompletedTask;

    public override async Task<ObservedStatement> RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation)
    {
        var before = await LookAsync(work, cancellation);
        var started = time.GetTimestamp();
        var rows = await work.ExecuteAsync(statement, cancellation);
        var took = time.GetElapsedTime(started);
        var after = await LookAsync(work, cancellation);
        _disk[statement.Start] = Math.Max(0, after.Bytes - before.Bytes);

        return new ObservedStatement { Span = new Span(statement.Start, statement.Text.Length), Duration = took, Rows = rows, WalBytes = after.Wal - before.Wal };
    }

    private static async Task<(long Bytes, long Wal)> LookAsync(WorkConnection work, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_database_size(pg_catalog.current_database()), (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::bigint", (NpgsqlConnection)work.Connection); // of this engine
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
