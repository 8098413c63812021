using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Shadows;

[Parallelizable(ParallelScope.All)]
internal sealed class PostgreSqlClusterTests
{
    private static IReadOnlyList<InstalledPostgres> Installed => InstalledPostgres.All;

    private static InstalledPostgres Newest => Installed is [var newest, ..] ? newest : InstalledPostgres.Of(18);

    [TestCaseSource(nameof(Installed))]
    public async Task A_server_of_each_version_says_what_it_is_and_leaves_nothing(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();

        await using (var server = await place.StartAsync(installed))
        {
            await using var shadow = await server.CreateAsync(default);

            Assert.That(server.MajorVersion, Is.EqualTo(installed.Version));
            Assert.That(server.Description, Does.Match(@$"^PostgreSQL {installed.Version}\.\d+ \(local\)$"));
            Assert.That(await ShadowPlace.ScalarAsync<string>(shadow.Address, "show server_version"), Does.StartWith(server.Description.Split(' ')[1]));
        }

        Assert.That(place.Leftovers, Is.Empty);
    }

    [TestCaseSource(nameof(Installed))]
    public async Task An_empty_shadow_looks_like_any_empty_database(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(installed);
        await using var shadow = await server.CreateAsync(default);
        await using var database = await (await installed.StartAsync()).CreateAsync("template1");
        await using var engine = await Engines.OpenAsync(shadow.Address, TimeProvider.System, default);
        await using var other = await Engines.OpenAsync(new EngineAddress(Changes.Dialect.PostgreSql, new ConnectionString(database.ConnectionString)), TimeProvider.System, default);

        Assert.That((await engine.ReadSnapshotAsync(default)).Objects.Select(one => one.Id), Is.EquivalentTo((await other.ReadSnapshotAsync(default)).Objects.Select(one => one.Id)));
    }

    [TestCaseSource(nameof(Installed))]
    public async Task The_role_may_do_what_migrations_do(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(installed);
        await using var shadow = await server.CreateAsync(default);

        await ShadowPlace.RunAsync(
            shadow.Address,
            "create extension if not exists pgcrypto",
            "comment on schema public is 'ours'",
            "drop schema public cascade",
            "create schema public",
            "create table public.orders (id bigint generated always as identity primary key, at timestamptz not null default now())",
            "create function public.touch() returns trigger language plpgsql as 'begin return new; end'",
            "create trigger touch before update on public.orders for each row execute function public.touch()",
            "do $$ begin execute format('alter database %I set statement_timeout = 0', current_database()); end $$");
        await using var engine = await Engines.OpenAsync(shadow.Address, TimeProvider.System, default);

        Assert.That((await engine.ReadSnapshotAsync(default)).Tables.Count(), Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Installed))]
    public async Task A_copy_has_the_content_and_the_settings_and_goes_its_own_way(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(installed);
        await using var shadow = await server.CreateAsync(default);
        await ShadowPlace.RunAsync(shadow.Address, "create table t as select 1 as id", "do $$ begin execute format('alter database %I set work_mem = ''7MB''', current_database()); end $$");

        await using var copy = await shadow.CopyAsync(default);
        await ShadowPlace.RunAsync(copy.Address, "insert into t values (2)");

        Assert.That(await ShadowPlace.ScalarAsync<long>(copy.Address, "select count(*) from t"), Is.EqualTo(2));
        Assert.That(await ShadowPlace.ScalarAsync<string>(copy.Address, "show work_mem"), Is.EqualTo("7MB"));
        Assert.That(await ShadowPlace.ScalarAsync<long>(shadow.Address, "select count(*) from t"), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_servers_at_once_do_not_know_each_other()
    {
        using var place = new ShadowPlace();
        var servers = await Task.WhenAll(place.StartAsync(Newest), place.StartAsync(Newest));
        await using var first = servers[0];
        await using var second = servers[1];
        await using var shadow = await first.CreateAsync(default);

        Assert.That(await ShadowPlace.ScalarAsync<long>((await second.CreateAsync(default)).Address, "select count(*) from pg_database where datname like 'changegate_shadow_%'"), Is.EqualTo(1));
        await second.DisposeAsync();
        Assert.That(await ShadowPlace.ScalarAsync<int>(shadow.Address, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Whatever_a_shadow_was_it_is_dropped_also_while_somebody_is_connected()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var other = await server.CreateAsync(default);
        var shadow = await server.CreateAsync(default);
        await using var connection = await ShadowPlace.ConnectAsync(shadow.Address);
        await shadow.DisposeAsync();

        // Nobody waits for it.
        Assert.That(
            () => ShadowPlace.ScalarAsync<long>(other.Address, "select count(*) from pg_database where datname like 'changegate_shadow_%'").GetAwaiter().GetResult(),
            Is.EqualTo(1).After(10_000, 20));
    }

    [Test]
    public async Task What_a_role_sets_for_itself_does_not_reach_the_next_shadow()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);
        await ShadowPlace.RunAsync(shadow.Address, "alter role current_user set search_path = nowhere", "alter role current_user password 'stolen'");
        await using var next = await server.CreateAsync(default);

        Assert.That(await ShadowPlace.ScalarAsync<string>(next.Address, "show search_path"), Is.EqualTo("\"$user\", public"));
    }

    [TestCaseSource(nameof(Installed))]
    public async Task Triggers_of_foreign_keys_can_be_switched_off_by_the_owner_of_the_table_alone(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(installed);
        await using var shadow = await server.CreateAsync(default);
        await ShadowPlace.RunAsync(shadow.WatchingAddress!, "create table public.foreign_property (id int)");
        await ShadowPlace.RunAsync(
            shadow.Address,
            "create table parents (id int primary key)",
            "create table \"a child\" (id int references parents)",
            SystemTriggers.Instead("\"a child\"", enabled: false),
            "insert into \"a child\" values (1)",
            SystemTriggers.Instead("public.\"a child\"", enabled: true));

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "insert into \"a child\" values (2)"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("23503"));
        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, SystemTriggers.Instead("foreign_property", enabled: false)), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, SystemTriggers.Instead("pg_class", enabled: false)), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
    }

    internal static readonly string[] WaysOut =
    [
        "copy (select 1) to program 'id'",
        "copy (select 1) to '/tmp/changegate-escaped'",
        "copy pg_temp.t from '/etc/passwd'",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "select lo_export(lo_create(0), '/tmp/changegate-escaped')",
        "alter system set work_mem = '1GB'",
        "create extension dblink",
        "create extension postgres_fdw",
        "create extension file_fdw",
        "create function f() returns int language c as '/lib/libc.so', 'getpid'",
        "load '/lib/libc.so'",
        "create role another superuser",
        "alter role current_user superuser",
        "grant pg_execute_server_program to current_user",
        "set role changegate_owner",
        "set session authorization changegate_owner",
        "create database another",
        "drop database template1",
        "create tablespace t location '/tmp'",
        "set temp_file_limit = -1",
        "select pg_reload_conf()",
        "create subscription s connection 'host=127.0.0.1' publication p",
    ];

    [TestCaseSource(nameof(Installed))]
    public async Task Sql_does_not_get_out_of_the_shadow(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(installed);
        await using var shadow = await server.CreateAsync(default);

        foreach (var sql in WaysOut)
        {
            var failure = await Assert.CatchAsync<PostgresException>(() => ShadowPlace.RunAsync(shadow.Address, "create temporary table t (x text)", sql), sql);

            Assert.That(failure!.SqlState, Is.EqualTo("42501"), $"{sql}: {failure.MessageText}");
        }
    }

    [Test]
    public async Task A_statement_does_not_fill_the_disk_with_temporary_files()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest, options => options with { TemporaryBytes = 1 << 20 });
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "set work_mem = '64kB'", "select count(*) from (select g from generate_series(1, 1000000) as g order by -g) as s"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("53400"));
    }

    [Test]
    public async Task A_table_does_not_fill_the_disk_and_the_reason_is_told()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest, options => options with { DiskBytes = 32 << 20 });
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "create table t as select repeat('x', 1000) from generate_series(1, 100000000)"), Throws.InstanceOf<NpgsqlException>());
        Assert.That(server.Stopped, Does.Contain("grew by more than 32 MB"));
    }

    [Test]
    public async Task A_statement_that_switches_its_limit_off_is_ended_all_the_same()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest, options => options with { StatementLimit = TimeSpan.FromMilliseconds(300) });
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "select pg_sleep(60)"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("57014"));
        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "set statement_timeout = 0", "select pg_sleep(60)"), Throws.InstanceOf<NpgsqlException>());
        Assert.That(server.Stopped, Does.Contain("ran for more than 0.3 s"));
    }

    [Test]
    public async Task A_version_that_is_not_installed_is_named()
    {
        using var place = new ShadowPlace();
        var failure = await Assert.CatchAsync<GateException>(() => ShadowServers.OpenAsync("local", Changes.Dialect.PostgreSql, 99, place.Options, default));

        Assert.That(failure!.Problem, Is.EqualTo("The server programs of PostgreSQL 99 are not installed here."));
    }
}
