using ChangeGate.Changes;
using ChangeGate.TestKit;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Running;

/// <summary>A fresh database of either engine, for tests that promise the same of both.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    public abstract string Connection { get; }

    public EngineAddress Address => new(Dialect, new ConnectionString(Connection)) { MayCreate = true };

    public static async Task<TestDatabase> CreateAsync(Dialect dialect) => dialect == Dialect.Sqlite
        ? new SqliteTestDatabase()
        : new PostgresTestDatabase(await PostgresServer.CreateDatabaseAsync());

    public Task<IEngine> OpenAsync() => Engines.OpenAsync(Address, TimeProvider.System, default);

    public abstract Task ExecuteAsync(string sql);

    public abstract Task<object?> ScalarAsync(string sql);

    public async Task<long> CountAsync(string from) => Convert.ToInt64(await ScalarAsync($"select count(*) from {from}"));

    /// <summary>A table of the journal.</summary>
    public string Journal(string table) => Dialect == Dialect.Sqlite ? $"changegate_{table}" : $"changegate.{table}";

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly TemporaryDirectory _folder = new();

    public override Dialect Dialect => Dialect.Sqlite;

    public override string Connection => File;

    public string File => _folder["shop.db"];

    public override async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    public override async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal sealed class PostgresTestDatabase(PostgresDatabase database) : TestDatabase
{
    public override Dialect Dialect => Dialect.PostgreSql;

    public override string Connection => database.ConnectionString;

    public override Task ExecuteAsync(string sql) => database.ExecuteAsync(sql);

    public override Task<object?> ScalarAsync(string sql) => database.ScalarAsync<object>(sql);

    public override ValueTask DisposeAsync() => database.DisposeAsync();
}
