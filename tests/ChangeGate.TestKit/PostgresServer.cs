using Npgsql;
using NUnit.Framework;

namespace ChangeGate.TestKit;

/// <summary>
/// A PostgreSQL server for the life of the test process: the one that <c>CHANGEGATE_TEST_POSTGRES</c> names, else the newest installed
/// one started in a temporary folder, else a container. Every test takes a database of its own from it.
/// </summary>
public sealed class PostgresServer
{
    private const string Missing = """
        No PostgreSQL for the tests: CHANGEGATE_TEST_POSTGRES is not set, no server programs (initdb, postgres) are installed, and Docker does not answer.
        Install them (Debian: apt-get install postgresql), or set CHANGEGATE_TEST_POSTGRES to the connection string of a server where databases may be created.
        """;

    private static readonly Lazy<Task<PostgresServer>> Newest = new(StartNewestAsync);

    private static int _databases;

    // The product switches the driver's rewriting of statements off. The driver looks once per process, and a test may be the first to make a command.
    static PostgresServer() => AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);

    internal PostgresServer(string connectionString) => ConnectionString = connectionString;

    /// <summary>As a superuser, to the server's own maintenance database.</summary>
    public string ConnectionString { get; }

    public static Task<PostgresServer> StartAsync() => Newest.Value;

    /// <summary>A fresh, empty database, dropped when disposed of.</summary>
    /// <param name="template">A database that nobody is connected to; what it holds is copied.</param>
    public static async Task<PostgresDatabase> CreateDatabaseAsync(string template = "template0") => await (await StartAsync()).CreateAsync(template);

    public async Task<PostgresDatabase> CreateAsync(string template = "template0")
    {
        var name = $"changegate_test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionString, $"create database {name} template {template}");
        return new PostgresDatabase(this, name);
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartNewestAsync()
    {
        if (Environment.GetEnvironmentVariable("CHANGEGATE_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new PostgresServer(given);
        }

        if (InstalledPostgres.All is [var newest, ..])
        {
            return await newest.StartAsync();
        }

        return await PostgresContainer.TryStartAsync() ?? throw new AssertionException(Missing);
    }
}

/// <summary>One test's own database.</summary>
public sealed class PostgresDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    public string ConnectionString { get; } = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, Pooling = false }.ConnectionString;

    public Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(ConnectionString, sql);

    /// <summary>Statements are separated by a line that holds a semicolon only, or given one by one.</summary>
    public async Task ExecuteAllAsync(params string[] statements)
    {
        foreach (var statement in statements)
        {
            await ExecuteAsync(statement);
        }
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)value;
    }

    public async ValueTask DisposeAsync() => await PostgresServer.ExecuteAsync(server.ConnectionString, $"drop database if exists {Name} with (force)");
}
