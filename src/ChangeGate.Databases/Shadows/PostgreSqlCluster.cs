using System.Security.Cryptography;
using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.Shadows;

/// <summary>A server of our own, reached through a socket in a private folder. Migrations run there as a role that owns its databases and nothing else.</summary>
internal sealed class PostgreSqlCluster : ShadowServer
{
    public const string Owner = "changegate_owner";
    public const string Role = "changegate_shadow";

    private readonly RunningPostgres _server;
    private readonly Func<CancellationToken, Task<RunningPostgres>> _start;
    private readonly ShadowOptions _options;
    private readonly string _password;
    private readonly ShadowDatabases _databases;
    private readonly ShadowGuard _guard;
    private Shadow? _kept;
    private int _isDisposed;

    private PostgreSqlCluster(RunningPostgres server, Func<CancellationToken, Task<RunningPostgres>> start, ShadowOptions options, Access access)
    {
        _server = server;
        _start = start;
        _options = options;
        _password = access.Password;
        _databases = new ShadowDatabases(access.Connection, Role, ShadowMark.DatabasePrefix);
        _guard = new ShadowGuard(_databases, server, options);
    }

    public override Dialect Dialect => Dialect.PostgreSql;

    public override int MajorVersion => _server.Major;

    public override string Description => _server.Description;

    public override string? Stopped => _guard.Stopped;

    public override Shadow? Kept => _kept;

    public override string KeptNote => _server.KeptNote;

    /// <param name="start">Starts a server; called once more for each twin.</param>
    /// <param name="options">What runs may take.</param>
    /// <param name="cancellation">Then nothing stays behind.</param>
    public static async Task<ShadowServer> StartAsync(Func<CancellationToken, Task<RunningPostgres>> start, ShadowOptions options, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new GateException("Shadow servers are not started on Windows yet.", "Name a server for shadows by its connection string.");
        }

        var server = await start(cancellation);

        try
        {
            var password = RandomNumberGenerator.GetHexString(40);
            var connection = await ConnectAsync(server, cancellation);

            await using (var command = new NpgsqlCommand($"alter role {Owner} password '{password}'", connection))
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }

            var cluster = new PostgreSqlCluster(server, start, options, new Access(connection, password));
            cluster._kept = server.KeptDatabase is { } database ? cluster.ShadowOf(await cluster._databases.AdoptAsync(database, cancellation)) : null;
            return cluster;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public override async Task<Shadow> CreateAsync(CancellationToken cancellation) =>
        ShadowOf(await _databases.CreateAsync("template1", cancellation));

    public override async Task<ShadowServer?> TwinAsync(CancellationToken cancellation) => await StartAsync(_start, _options, cancellation);

    public override async Task<bool> KeepAsync(Shadow shadow, string note, CancellationToken cancellation)
    {
        if (shadow is not PostgreSqlShadow { Mark: var mark } || !_server.Keeps)
        {
            return false;
        }

        try
        {
            return await MakeReadyAsync(mark, cancellation) && await _databases.QuietAsync(mark, () => _server.KeepAsync(new KeptContent(_password, mark.Database, note), cancellation), cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or PostgresException)
        {
            // Without it the next rehearsal takes longer, and that is all.
            return false;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _guard.DisposeAsync();
        await _databases.DisposeAsync();
        _server.Dispose();
    }

    private static async Task<NpgsqlConnection> ConnectAsync(RunningPostgres server, CancellationToken cancellation)
    {
        await using var connections = new PostgreSqlConnections(Address(server.Folder, "postgres", Owner, server.Password).Connection);
        return await connections.OpenAsync(cancellation);
    }

    private PostgreSqlShadow ShadowOf(ShadowMark mark) => new(_databases, mark, new ShadowAccess(AddressOf, _options.StatementLimit) { Watching = WatchingAddressOf, TakeStopped = _guard.TakeStopped });

    /// <summary>False where a copy would not be the same.</summary>
    private async Task<bool> MakeReadyAsync(ShadowMark mark, CancellationToken cancellation)
    {
        await using var connections = new PostgreSqlConnections(WatchingAddressOf(mark.Database).Connection);
        await using var connection = await connections.OpenAsync(cancellation);

        // What starts as after a power failure empties unlogged tables (manual, CREATE TABLE).
        await using var ask = new NpgsqlCommand("select exists (select from pg_catalog.pg_class where relpersistence = 'u')", connection);

        if (await ask.ExecuteScalarAsync(cancellation) is not false)
        {
            return false;
        }

        // Every change of a schema leaves dead rows in the catalogs, and every copy would copy them.
        await using var name = new NpgsqlCommand("select string_agg(oid::regclass::text, ', ') from pg_catalog.pg_class where relkind = 'r' and not relisshared and relnamespace = 'pg_catalog'::regnamespace and pg_relation_size(oid) > 65536", connection);

        if (await name.ExecuteScalarAsync(cancellation) is string catalogs)
        {
            await using var vacuum = new NpgsqlCommand($"vacuum (full, analyze) {catalogs}", connection);
            await vacuum.ExecuteNonQueryAsync(cancellation);
        }

        return true;
    }

    // No password: who reaches the socket may be this role, and SQL cannot lock us out by changing it.
    private EngineAddress AddressOf(string database) =>
        Address(_server.Folder, database, Role, null, _options.StatementLimit is { } limit ? $"-c statement_timeout={(long)limit.TotalMilliseconds}" : null);

    // Its owner may set a search path for the database, in which an operator of its own stands before PostgreSQL's; what a session asks for itself comes before that.
    private EngineAddress WatchingAddressOf(string database) => Address(_server.Folder, database, Owner, _password, "-c search_path=pg_catalog -c statement_timeout=0 -c default_transaction_read_only=off");

    private static EngineAddress Address(string folder, string database, string user, string? password, string? options = null)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = folder, Database = database, Username = user, Password = password, Options = options };

        return new EngineAddress(Dialect.PostgreSql, new ConnectionString(settings.ConnectionString));
    }

    /// <param name="Connection">As the owner.</param>
    /// <param name="Password">Of the owner.</param>
    private sealed record Access(NpgsqlConnection Connection, string Password);
}
