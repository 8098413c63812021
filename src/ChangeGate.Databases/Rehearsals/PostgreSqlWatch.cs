using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Shadows;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// A second session that notes the locks of the first for as long as a statement runs that cannot be asked in its own transaction. It looks again and
/// again: a lock that is held for less than a millisecond may be missed.
/// </summary>
internal sealed class PostgreSqlWatch : IAsyncDisposable
{
    private readonly PostgreSqlConnections _connections;
    private readonly CancellationTokenSource _stop;
    private readonly Task<HashSet<RelationLock>> _watching;

    private PostgreSqlWatch(PostgreSqlConnections connections, CancellationTokenSource stop, Task<HashSet<RelationLock>> watching)
    {
        _connections = connections;
        _stop = stop;
        _watching = watching;
    }

    public static async Task<PostgreSqlWatch> StartAsync(Shadow shadow, int processId, CancellationToken cancellation)
    {
        var connections = new PostgreSqlConnections((shadow.WatchingAddress ?? shadow.Address).Connection);
        var connection = await connections.OpenAsync(cancellation);

        // The first look fills the caches of a new session, and would miss what is short.
        await LookAsync(connection, processId, []);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        return new PostgreSqlWatch(connections, stop, WatchAsync(connection, processId, stop.Token));
    }

    public async Task<IEnumerable<RelationLock>> StopAsync()
    {
        await _stop.CancelAsync();

        return await _watching;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _connections.DisposeAsync();
    }

    private static async Task<HashSet<RelationLock>> WatchAsync(NpgsqlConnection connection, int processId, CancellationToken stop)
    {
        var seen = new HashSet<RelationLock>();
        await using var watching = connection;

        while (!stop.IsCancellationRequested)
        {
            await LookAsync(connection, processId, seen);
        }

        return seen;
    }

    private static async Task LookAsync(NpgsqlConnection connection, int processId, HashSet<RelationLock> seen)
    {
        await using var command = new NpgsqlCommand(PostgreSqlSight.LocksOf("$1"), connection) { Parameters = { new() { Value = processId } } };
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);

        await PostgreSqlSight.ReadLocksAsync(reader, seen, CancellationToken.None);
    }
}
