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

    public static async Task<ShadowServer> StartAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new GateException("Shadow servers are not started on Windows yet.", "Name a server for shadows by its connection string.");
        }

        var template = await ClusterTemplate.GetAsync(programs, options, cancellation);
        var process = await ServerProcess.StartAsync(programs, template, options, cancellation);

        try
        {
            var password = RandomNumberGenerator.GetHexString(40);
            var connection = await ConnectAsync(process.Folder, template.Password, cancellation);

            await using (var command = new NpgsqlCommand($"alter role {Owner} password '{password}'", connection))
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }

            return new PostgreSqlCluster(process, programs, options, password, connection);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public override async Task<Shadow> CreateAsync(CancellationToken cancellation) =>
        new PostgreSqlShadow(_databases, await _databases.CreateAsync("template1", cancellation), AddressOf, WatchingAddressOf);

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

    // No password: who reaches the socket may be this role, and SQL cannot lock us out by changing it.
    private EngineAddress AddressOf(string database) => Address(_process.Folder, database, Role, null, _options.StatementLimit);

    private EngineAddress WatchingAddressOf(string database) => Address(_process.Folder, database, Owner, _password);

    private static EngineAddress Address(string folder, string database, string user, string? password, TimeSpan? limit = null)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = folder, Database = database, Username = user, Password = password };

        if (limit is { } time)
        {
            settings.Options = $"-c statement_timeout={(long)time.TotalMilliseconds}";
        }

        return new EngineAddress(Dialect.PostgreSql, new ConnectionString(settings.ConnectionString));
    }
}
