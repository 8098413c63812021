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

    private readonly ServerProcess _process;
    private readonly PostgreSqlPrograms _programs;
    private readonly ShadowOptions _options;
    private readonly string _password;
    private readonly ShadowDatabases _databases;
    private readonly ShadowGuard _guard;
    private Shadow? _kept;
    private string _keptNote = "";
    private int _isDisposed;

    private PostgreSqlCluster(ServerProcess process, PostgreSqlPrograms programs, ShadowOptions options, string password, NpgsqlConnection connection)
    {
        _process = process;
        _programs = programs;
        _options = options;
        _password = password;
        _databases = new ShadowDatabases(connection, Role, ShadowMark.DatabasePrefix);
        _guard = new ShadowGuard(_databases, Path.Combine(process.Folder, "data"), options);
    }

    public override Dialect Dialect => Dialect.PostgreSql;

    public override int MajorVersion => _programs.Major;

    public override string Description => $"PostgreSQL {_programs.Version} ({_programs.Origin})";

    public override string? Stopped => _guard.Stopped;

    public override Shadow? Kept => _kept;

    public override string KeptNote => _keptNote;

    public static async Task<ShadowServer> StartAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new GateException("Shadow servers are not started on Windows yet.", "Name a server for shadows by its connection string.");
        }

        using var template = await ClusterTemplate.GetAsync(programs, options, cancellation);
        var process = await ServerProcess.StartAsync(programs, template, options, cancellation);

        try
        {
            var password = RandomNumberGenerator.GetHexString(40);
            var connection = await ConnectAsync(process.Folder, template.Password, cancellation);

            await using (var command = new NpgsqlCommand($"alter role {Owner} password '{password}'", connection))
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }

            var cluster = new PostgreSqlCluster(process, programs, options, password, connection);
            cluster._kept = template.Database is { } database ? cluster.ShadowOf(await cluster._databases.AdoptAsync(database, cancellation)) : null;
            cluster._keptNote = template.Note;
            return cluster;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public override async Task<Shadow> CreateAsync(CancellationToken cancellation) =>
        ShadowOf(await _databases.CreateAsync("template1", cancellation));

    public override async Task<ShadowServer?> TwinAsync(CancellationToken cancellation) => await StartAsync(_programs, _options, cancellation);

    public override async Task<bool> KeepAsync(Shadow shadow, string note, CancellationToken cancellation)
    {
        if (shadow is not PostgreSqlShadow { Mark: var mark } || ClusterTemplate.KeptFolder(_programs, _options) is not { } folder || await HasUnloggedAsync(mark, cancellation))
        {
            return false;
        }

        try
        {
            var template = new ClusterTemplate(Path.Combine(folder + ".unfinished", "data"), _password, mark.Database, note);
            return await _databases.QuietAsync(mark, () => ClusterTemplate.KeepAsync(folder, Path.Combine(_process.Folder, "data"), template, cancellation), cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
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
        _process.Dispose();
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string folder, string password, CancellationToken cancellation)
    {
        await using var connections = new PostgreSqlConnections(Address(folder, "postgres", Owner, password).Connection);
        return await connections.OpenAsync(cancellation);
    }

    private PostgreSqlShadow ShadowOf(ShadowMark mark) => new(_databases, mark, new ShadowAccess(AddressOf, _options.StatementLimit) { Watching = WatchingAddressOf, TakeStopped = _guard.TakeStopped });

    // What starts as after a power failure empties unlogged tables (manual, CREATE TABLE).
    private async Task<bool> HasUnloggedAsync(ShadowMark mark, CancellationToken cancellation)
    {
        await using var connections = new PostgreSqlConnections(WatchingAddressOf(mark.Database).Connection);
        await using var connection = await connections.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("select exists (select from pg_catalog.pg_class where relpersistence = 'u')", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    // No password: who reaches the socket may be this role, and SQL cannot lock us out by changing it.
    private EngineAddress AddressOf(string database) =>
        Address(_process.Folder, database, Role, null, _options.StatementLimit is { } limit ? $"-c statement_timeout={(long)limit.TotalMilliseconds}" : null);

    // Its owner may set a search path for the database, in which an operator of its own stands before PostgreSQL's; what a session asks for itself comes before that.
    private EngineAddress WatchingAddressOf(string database) => Address(_process.Folder, database, Owner, _password, "-c search_path=pg_catalog -c statement_timeout=0 -c default_transaction_read_only=off");

    private static EngineAddress Address(string folder, string database, string user, string? password, string? options = null)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = folder, Database = database, Username = user, Password = password, Options = options };

        return new EngineAddress(Dialect.PostgreSql, new ConnectionString(settings.ConnectionString));
    }
}
