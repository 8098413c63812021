using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.PostgreSql;

[Parallelizable(ParallelScope.All)]
internal sealed class PostgreSqlOpeningTests
{
    private static async Task<GateException> FailureAsync(string connection)
    {
        var failure = await Assert.CatchAsync<GateException>(() => Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(connection)), TimeProvider.System, default));
        Assert.That(failure!.ToString(), Does.Not.Contain("hunter2"), "the password is in the error");
        return failure;
    }

    private static async Task<NpgsqlConnectionStringBuilder> ServerAsync() => new((await PostgresServer.StartAsync()).ConnectionString);

    [Test]
    public async Task A_wrong_password_is_named_as_such_and_never_printed()
    {
        var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("do $$ begin create role needs_password login password 'right'; exception when duplicate_object then null; end $$");
        var settings = await ServerAsync();
        settings.Username = "needs_password";
        settings.Password = "hunter2";

        Assert.That(await FailureAsync(settings.ConnectionString), Has.Property("Problem").Contains("refused the password of user `needs_password`"));
    }

    [Test]
    public async Task A_missing_database_is_named()
    {
        var settings = await ServerAsync();
        settings.Database = "nowhere";

        Assert.That(await FailureAsync(settings.ConnectionString), Has.Property("Problem").Contains("has no database `nowhere`"));
    }

    [TestCase("postgres://me:hunter2@127.0.0.1:1/shop", "Nothing listens for PostgreSQL at `127.0.0.1:1`")]
    [TestCase("Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Database=shop", "Nothing listens for PostgreSQL at `127.0.0.1:1`")]
    [TestCase("postgres://me:hunter2@no-such-host.invalid/shop", "`no-such-host.invalid`")]
    [TestCase("postgres://me:hunter2@[/shop", "could not be read")]
    [TestCase("Host=x;Password=hunter2;Nonsense=1", "could not be read")]
    [TestCase("postgres://me:hunter2@host/shop?nonsense=1", "`nonsense`")]
    [TestCase("", "is empty")]
    public async Task What_stands_in_the_way_is_said_without_the_password(string connection, string problem) =>
        Assert.That(await FailureAsync(connection), Has.Property("Problem").Contains(problem));

    [Test]
    public async Task A_url_and_key_value_pairs_reach_the_same_database()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var url = $"postgresql:///{database.Name}?host={Uri.EscapeDataString(settings.Host!)}&user={settings.Username}&port={settings.Port}&sslmode=disable";
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(url)), TimeProvider.System, default);

        Assert.That(engine.Database, Is.EqualTo(database.Name));
        Assert.That(engine.Server, Does.StartWith("PostgreSQL "));
    }

    [Test]
    public void A_connection_string_cannot_be_printed() =>
        Assert.That($"{new EngineAddress(Dialect.PostgreSql, new ConnectionString("postgres://me:hunter2@host/shop"))}", Does.Not.Contain("hunter2"));

    [Test]
    public async Task Sizes_are_estimates_and_no_row_is_read()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await database.ExecuteAllAsync("create table t (id int)", "insert into t select generate_series(1, 500)", "analyze t");
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(database.ConnectionString)), TimeProvider.System, default);
        var size = (await engine.ReadStatisticsAsync(default)).Tables.Single();

        Assert.That(size.Table, Is.EqualTo(new ObjectName("public", "t")));
        Assert.That(size.Rows, Is.EqualTo(500));
        Assert.That(size.Bytes, Is.GreaterThan(0));
    }
}
