using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Guards;

/// <summary>A database with people in it: a runner, a developer who may make objects, and somebody on call who may break the glass. None of them is a superuser.</summary>
internal sealed class GuardedDatabase(PostgresDatabase database) : IAsyncDisposable
{
    public const string Runner = "shop runner";

    private const string People = """
        do $$
        begin
            if not exists (select from pg_roles where rolname = 'shop runner') then
                create role "shop runner" login;
                create role dev login;
                create role "break glass" nologin;
                create role oncall login in role "break glass";
            end if;
        end $$
        """;

    /// <summary>As a superuser.</summary>
    public string Connection => database.ConnectionString;

    public static async Task<GuardedDatabase> CreateAsync(PostgresServer server)
    {
        var database = await server.CreateAsync();
        await database.ExecuteAllAsync(
            People,
            "grant create on schema public to \"shop runner\", dev, oncall",
            $"grant create on database {database.Name} to \"shop runner\"");

        return new GuardedDatabase(database);
    }

    public static async Task<GuardedDatabase> CreateAsync(PostgresServer server, GuardMode mode)
    {
        var database = await CreateAsync(server);
        await database.InstallAsync(mode);
        return database;
    }

    public Task InstallAsync(GuardMode mode) => GuardAsync(guard => guard.InstallAsync(new GuardRequest(mode, Runner, "break glass"), default));

    public async Task GuardAsync(Func<DatabaseGuard, Task> act)
    {
        await using var engine = await OpenAsync(null);
        await act(new DatabaseGuard(engine));
    }

    public async Task<GuardStatus> StatusAsync(string? role = null)
    {
        await using var engine = await OpenAsync(role);
        return await new DatabaseGuard(engine).StatusAsync(default);
    }

    public async Task<IReadOnlyList<GuardEvent>> EventsAsync()
    {
        await using var engine = await OpenAsync(null);
        return await new DatabaseGuard(engine).EventsAsync(DateTimeOffset.UnixEpoch, default);
    }

    /// <param name="role">null for a superuser.</param>
    public Task<IEngine> OpenAsync(string? role) => Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(As(role))), TimeProvider.System, default);

    public string As(string? role) => role is null ? Connection : new NpgsqlConnectionStringBuilder(Connection) { Username = role }.ConnectionString;

    public async Task<NpgsqlConnection> ConnectAsync(string? role)
    {
        var connection = new NpgsqlConnection(As(role));
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string? role, params string[] statements)
    {
        await using var connection = await ConnectAsync(role);

        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The SQLSTATE that the last of the statements is refused with; null where it is not.</summary>
    public async Task<string?> RefusalAsync(string? role, params string[] statements)
    {
        try
        {
            await ExecuteAsync(role, statements);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public async Task<T?> ScalarAsync<T>(string sql) => await database.ScalarAsync<T>(sql);

    public async Task<RunReport> ApplyAsync(string? role, params (string Path, string Sql)[] scripts)
    {
        await using var engine = await OpenAsync(role);
        return await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(TestRun.Plan(Dialect.PostgreSql, scripts), new TestRun.Progress(_ => { }), default);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
