using ChangeGate.Changes;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Shadows;

[Parallelizable(ParallelScope.All)]
internal sealed class ConnectedPostgresTests
{
    private static readonly ShadowOptions Options = new() { CacheFolder = "", TemporaryFolder = "" };

    private static Task<ShadowServer> OpenAsync(string connection, int? version = null) => ShadowServers.OpenAsync(connection, Dialect.PostgreSql, version, Options, default);

    private static async Task<string> RoleAsync(string attributes)
    {
        var server = await PostgresServer.StartAsync();
        var role = $"maker_{Guid.NewGuid():N}"[..20];
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = role, Password = "secret" };
        await ShadowPlace.RunAsync(Server(server), $"create role {role} login password 'secret' {attributes}");
        return connection.ConnectionString;
    }

    private static EngineAddress Server(PostgresServer server) => new(Dialect.PostgreSql, new ConnectionString(server.ConnectionString));

    private static async Task<IReadOnlyList<string>> DatabasesOfAsync(string connection)
    {
        var owner = new NpgsqlConnectionStringBuilder(connection).Username;
        var names = await ShadowPlace.ScalarAsync<string[]>(Server(await PostgresServer.StartAsync()), $"select array(select datname::text from pg_database where datdba = '{owner}'::regrole)");
        return names;
    }

    [Test]
    public async Task Databases_are_made_copied_and_dropped()
    {
        var connection = await RoleAsync("createdb");

        await using (var server = await OpenAsync(connection))
        {
            var shadow = await server.CreateAsync(default);
            await ShadowPlace.RunAsync(shadow.Address, "create table t as select 1 as id");
            var copy = await shadow.CopyAsync(default);
            await using var opened = await ShadowPlace.ConnectAsync(copy.Address);
            await copy.VerifyAsync(opened, default);

            Assert.That(await ShadowPlace.ScalarAsync<long>(copy.Address, "select count(*) from t"), Is.EqualTo(1));
            Assert.That(server.Description, Does.Match(@"^PostgreSQL \d+\.\d+ \(connected\)$"));
            Assert.That(await DatabasesOfAsync(connection), Has.Count.EqualTo(2));
        }

        Assert.That(await DatabasesOfAsync(connection), Is.Empty);
    }

    [Test]
    public async Task What_a_killed_process_left_is_dropped_and_nothing_else()
    {
        var connection = await RoleAsync("createdb");
        var maintenance = await ShadowPlace.ScalarAsync<uint>(Server(await PostgresServer.StartAsync()), "select oid from pg_database where datname = current_database()");
        var address = new EngineAddress(Dialect.PostgreSql, new ConnectionString(connection));
        var name = $"changegate_shadow_{maintenance}_0000abcd_{Guid.NewGuid():N}"[..48];
        var precious = $"{name[..46]}ff";
        await ShadowPlace.RunAsync(address, $"create database {name}", $"comment on database {name} is '{ShadowMark.CommentPrefix} (01)'", $"create database {precious}");
        await using var other = await OpenAsync(connection);
        var living = await other.CreateAsync(default);
        await using var server = await OpenAsync(connection);

        Assert.That(await DatabasesOfAsync(connection), Is.EquivalentTo([precious, await ShadowPlace.ScalarAsync<string>(living.Address, "select current_database()::text")]));
        await ShadowPlace.RunAsync(address, $"drop database {precious}");
    }

    [TestCase("superuser", "is a superuser")]
    [TestCase("nocreatedb", "may not create databases")]
    [TestCase("createdb in role pg_execute_server_program", "may run programs on the server")]
    [TestCase("createdb in role pg_read_server_files", "may read files of the server")]
    public async Task A_role_that_may_do_too_much_or_too_little_is_refused(string attributes, string problem)
    {
        var connection = await RoleAsync(attributes);
        var failure = await Assert.CatchAsync<GateException>(() => OpenAsync(connection));

        Assert.That(failure!.Problem, Does.EndWith($"{problem}."));
        Assert.That(failure.ToString(), Does.Not.Contain("secret"));
    }

    [Test]
    public async Task Another_version_than_the_target_has_is_refused()
    {
        var connection = await RoleAsync("createdb");
        var failure = await Assert.CatchAsync<GateException>(() => OpenAsync(connection, version: 99));

        Assert.That(failure!.Problem, Does.EndWith("and the target's engine is 99."));
    }

    [TestCase("remote", "`remote` is no kind of shadow server.")]
    public async Task What_there_is_not_is_said(string setting, string problem) =>
        Assert.That((await Assert.CatchAsync<GateException>(() => OpenAsync(setting)))!.Problem, Is.EqualTo(problem));
}
