using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Shadows;

/// <summary>What the owner of a database may do to it, and must not do to others by it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ShadowOwnerTests
{
    private static InstalledPostgres Newest => InstalledPostgres.All is [var newest, ..] ? newest : InstalledPostgres.Of(18);

    private static string OnDatabase(string what) => $"do $$ begin execute format('alter database %I {what}', current_database()); end $$";

    [Test]
    public async Task Whoever_watches_as_superuser_does_not_call_its_operators()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);

        await ShadowPlace.RunAsync(
            shadow.Address,
            "create schema evil",
            "create table evil.called (by name)",
            "create function evil.eq(integer, integer) returns boolean language plpgsql as 'begin insert into evil.called values (current_user); return true; end'",
            "create operator evil.= (leftarg = integer, rightarg = integer, function = evil.eq)",
            OnDatabase("set search_path = evil, pg_catalog"));
        await ShadowPlace.ScalarAsync<long>(shadow.WatchingAddress!, "select count(*) from pg_locks where pid = 1");

        Assert.That(await ShadowPlace.ScalarAsync<string>(shadow.WatchingAddress!, "show search_path"), Is.EqualTo("pg_catalog"));
        Assert.That(await ShadowPlace.ScalarAsync<long>(shadow.WatchingAddress!, "select count(*) from evil.called"), Is.Zero);
    }

    [TestCase("select 1", true)]
    [TestCase("set search_path = pg_catalog; create temporary table t (i int); select pg_advisory_lock(1)", true)]
    [TestCase("set datestyle = iso", false)]
    [TestCase("connection limit 7", false)]
    public async Task A_session_is_used_again_only_where_a_new_one_would_be_the_same(string what, bool isSame)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);
        await using var connections = new Databases.PostgreSql.PostgreSqlConnections(shadow.Address.Connection);
        var first = await connections.OpenAsync(default);
        var session = first.ProcessID;

        foreach (var sql in isSame ? what.Split("; ") : [OnDatabase(what)])
        {
            await using var command = new NpgsqlCommand(sql, first);
            await command.ExecuteNonQueryAsync();
        }

        await connections.LeaveAsNewAsync(first);
        await using var next = await connections.OpenAsync(default);
        await using var ask = new NpgsqlCommand("select to_regclass('pg_temp.t') is null and current_setting('search_path') <> 'pg_catalog' and not exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())", next);

        Assert.That((next.ProcessID == session, await ask.ExecuteScalarAsync()), Is.EqualTo((isSame, (object)true)));
    }

    [Test]
    public async Task A_shadow_that_calls_itself_a_template_is_dropped_all_the_same()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var other = await server.CreateAsync(default);
        var shadow = await server.CreateAsync(default);
        await ShadowPlace.RunAsync(shadow.Address, OnDatabase("is_template true"));

        await shadow.DisposeAsync();

        // Nobody waits for that.
        Assert.That(() => ShadowPlace.ScalarAsync<long>(other.Address, "select count(*) from pg_database where datname like 'changegate_shadow_%'").Result, Is.EqualTo(1).After(60_000, 100));
    }

    [Test]
    public async Task A_session_does_not_take_all_memory_and_the_server_lives_on()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest, options => options with { MemoryBytes = 512 << 20 });
        await using var shadow = await server.CreateAsync(default);

        Assert.That(
            () => ShadowPlace.RunAsync(shadow.Address, "select array_agg(repeat(i::text, 50000000)) from generate_series(1, 100) as i"),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("53200"));
        Assert.That(await ShadowPlace.ScalarAsync<int>(shadow.Address, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task After_a_shadow_that_filled_the_disk_the_next_has_room()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest, options => options with { DiskBytes = 200 << 20 });

        await using (var shadow = await server.CreateAsync(default))
        {
            Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "create table t as select repeat('x', 1000) from generate_series(1, 100000000)"), Throws.InstanceOf<NpgsqlException>());
        }

        await using var next = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(next.Address, "create table t as select 1 as i", "select pg_sleep(0.5)"), Throws.Nothing);
    }
}
