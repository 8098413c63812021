using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.PostgreSql.Catalog;
using ChangeGate.Databases.PostgreSql.Guard;
using ChangeGate.Databases.PostgreSql.Roles;
using ChangeGate.Databases.Running;
using ChangeGate.Failures;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.PostgreSql;

internal sealed class PostgreSqlEngine : IEngine
{
    private const int Oldest = 13;

    private readonly PostgreSqlConnections _connections;
    private readonly TimeProvider _time;

    private PostgreSqlEngine(PostgreSqlConnections connections, Version version, string database, TimeProvider time)
    {
        _connections = connections;
        _time = time;
        Server = $"PostgreSQL {version.Major}.{version.Minor}";
        MajorVersion = version.Major;
        Database = database;
    }

    public Dialect Dialect => Dialect.PostgreSql;

    public string Server { get; }

    public int MajorVersion { get; }

    public string Database { get; }

    HostJournal? IEngine.Host => _connections.Host;

    public static async Task<IEngine> OpenAsync(EngineAddress address, TimeProvider time, CancellationToken cancellation)
    {
        var connections = new PostgreSqlConnections(address.Connection, address.Host);

        try
        {
            var opened = await connections.OpenAsync(cancellation);
            var (version, database) = (opened.PostgreSqlVersion, opened.Database);
            await connections.LeaveUnusedAsync(opened);

            return version.Major >= Oldest
                ? new PostgreSqlEngine(connections, version, database, time)
                : throw new GateException($"The server is PostgreSQL {version.Major}.", $"ChangeGate reads PostgreSQL {Oldest} and later: upgrade the server.");
        }
        catch
        {
            await connections.DisposeAsync();
            throw;
        }
    }

    public Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation) => _connections.ReadAsync("read the catalogs", async (connection, token) => (await CatalogReader.ReadAsync(connection, token)).Without(_connections.Host), cancellation);

    public async Task<SchemaStatistics> ReadStatisticsAsync(CancellationToken cancellation) =>
        new(_time.GetUtcNow(), await _connections.ReadAsync("read the sizes of tables", CatalogReader.ReadSizesAsync, cancellation));

    public async Task<TableContent?> ReadContentAsync(ObjectName table, CancellationToken cancellation)
    {
        var found = (await ReadSnapshotAsync(cancellation)).Find<Table>(ObjectId.Table(table.Placed()));

        return found is null ? null : (await _connections.ReadAsync("digest a table", (connection, token) => PostgreSqlContents.ReadAsync(connection, [found], token), cancellation)).Values.Single();
    }

    Task<RunSession> IEngine.OpenSessionAsync(SessionRequest request, CancellationToken cancellation) => PostgreSqlSession.OpenAsync(_connections, request, cancellation);

    Task<T> IEngine.ReadJournalAsync<T>(Func<Journal, Task<T>> read, CancellationToken cancellation) =>
        _connections.ReadAsync("read ChangeGate's journal", (connection, _) => read(new Journal(connection, Dialect, _connections.Host)), cancellation);

    Task<string> IEngine.ReadIdentityAsync(CancellationToken cancellation) => _connections.ReadAsync("read which database this is", PostgreSqlQuestion.IdentityAsync, cancellation);

    async Task<IReadOnlyList<object?[]>> IEngine.AskAsync(string query, TimeSpan within, int most, CancellationToken cancellation)
    {
        await using var connection = await _connections.OpenAsync(cancellation);

        return await PostgreSqlQuestion.AskAsync(connection, query, within, most, cancellation);
    }

    PostgreSqlGuard? IEngine.Guard => new(_connections);

    PostgreSqlRoles? IEngine.Roles => new(_connections);

    public ValueTask DisposeAsync() => _connections.DisposeAsync();
}
