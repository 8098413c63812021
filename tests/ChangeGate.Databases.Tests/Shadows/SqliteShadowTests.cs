using ChangeGate.Changes;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.TestKit;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Shadows;

[Parallelizable(ParallelScope.All)]
internal sealed class SqliteShadowTests
{
    private static Task<ShadowServer> OpenAsync(TemporaryDirectory folder, long diskBytes = 1 << 30) =>
        ShadowServers.OpenAsync("auto", Dialect.Sqlite, null, new ShadowOptions { CacheFolder = folder["cache"], TemporaryFolder = folder["temporary"], DiskBytes = diskBytes }, default);

    private static SqliteConnection Connect(Shadow shadow)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = shadow.Address.Connection.Text, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    [Test]
    public async Task A_copy_has_the_content_and_goes_its_own_way()
    {
        using var folder = new TemporaryDirectory();
        await using var server = await OpenAsync(folder);
        await using var shadow = await server.CreateAsync(default);

        using (var connection = Connect(shadow))
        {
            Run(connection, "create table t (id); insert into t values (1)");
        }

        await using var copy = await shadow.CopyAsync(default);
        using var copied = Connect(copy);
        using var original = Connect(shadow);
        Run(copied, "insert into t values (2)");

        Assert.That(Run(copied, "select count(*) from t"), Is.EqualTo(2));
        Assert.That(Run(original, "select count(*) from t"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_engine_opens_it()
    {
        using var folder = new TemporaryDirectory();
        await using var server = await OpenAsync(folder);
        await using var shadow = await server.CreateAsync(default);
        await using var engine = await Engines.OpenAsync(shadow.Address, TimeProvider.System, default);

        Assert.That((await engine.ReadSnapshotAsync(default)).Tables, Is.Empty);
    }

    [Test]
    public async Task Nothing_is_left_of_it()
    {
        using var folder = new TemporaryDirectory();

        await using (var server = await OpenAsync(folder))
        {
            await server.CreateAsync(default);
        }

        Assert.That(Directory.EnumerateFileSystemEntries(folder["temporary"]), Is.Empty);
    }

    [Test]
    public async Task What_was_kept_is_there_when_the_next_server_starts()
    {
        using var folder = new TemporaryDirectory();
        var options = new ShadowOptions { CacheFolder = folder["cache"], TemporaryFolder = folder["temporary"], Kept = "d1" };

        await using (var server = await ShadowServers.OpenAsync("auto", Dialect.Sqlite, null, options, default))
        {
            var shadow = await server.CreateAsync(default);

            using (var connection = Connect(shadow))
            {
                Run(connection, "create table t (id); insert into t values (1)");
            }

            Assert.That(server.Kept, Is.Null);
            Assert.That(await server.KeepAsync(shadow, "left out: one", default), Is.True);
        }

        await using var next = await ShadowServers.OpenAsync("auto", Dialect.Sqlite, null, options, default);
        using var kept = Connect(next.Kept!);

        Assert.That((Run(kept, "select count(*) from t"), next.KeptNote), Is.EqualTo(((object?)1L, "left out: one")));
    }

    [Test]
    public async Task What_a_killed_process_left_is_removed_and_what_another_uses_is_not()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("temporary/cgshadow-dead/alive", "");
        folder.Write("temporary/cgshadow-dead/shadow0001.db", "rows");
        await using var other = await OpenAsync(folder);
        await using var server = await OpenAsync(folder);
        await using var shadow = await other.CreateAsync(default);

        Assert.That(Directory.Exists(folder["temporary/cgshadow-dead"]), Is.False);
        Assert.That(Directory.EnumerateDirectories(folder["temporary"]).Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Another_file_is_refused()
    {
        using var folder = new TemporaryDirectory();
        await using var server = await OpenAsync(folder);
        await using var shadow = await server.CreateAsync(default);
        await using var other = await server.CreateAsync(default);
        using var connection = Connect(other);

        Assert.That(() => shadow.VerifyAsync(connection, default), Throws.InstanceOf<GateException>());
    }

    [TestCase("attach 'OUTSIDE' as outside")]
    [TestCase("attach 'OUT' || 'SIDE' as outside")]
    [TestCase("attach 'file:OUTSIDE?mode=rwc' as outside")]
    [TestCase("vacuum into 'OUTSIDE'")]
    [TestCase("select load_extension('OUTSIDE')")]
    [TestCase("pragma temp_store_directory = 'OUTSIDE'")]
    [TestCase("pragma max_page_count = 4000000")]
    public async Task Sql_does_not_get_out_of_the_file(string sql)
    {
        using var folder = new TemporaryDirectory();
        await using var server = await OpenAsync(folder);
        await using var shadow = await server.CreateAsync(default);
        using var connection = Connect(shadow);
        await shadow.VerifyAsync(connection, default);

        Assert.That(() => Run(connection, sql.Replace("OUTSIDE", folder["outside"], StringComparison.Ordinal)), Throws.InstanceOf<SqliteException>());
        Assert.That(File.Exists(folder["outside"]), Is.False);
    }

    [TestCase("vacuum")]
    [TestCase("attach ':memory:' as beside")]
    [TestCase("pragma foreign_keys = off")]
    public async Task What_stays_inside_is_let_through(string sql)
    {
        using var folder = new TemporaryDirectory();
        await using var server = await OpenAsync(folder);
        await using var shadow = await server.CreateAsync(default);
        using var connection = Connect(shadow);
        await shadow.VerifyAsync(connection, default);
        Run(connection, "create table t (id)");

        Assert.That(() => Run(connection, sql), Throws.Nothing);
    }

    [Test]
    public async Task It_does_not_fill_the_disk()
    {
        using var folder = new TemporaryDirectory();
        await using var server = await OpenAsync(folder, diskBytes: 1 << 20);
        await using var shadow = await server.CreateAsync(default);
        using var connection = Connect(shadow);
        await shadow.VerifyAsync(connection, default);

        Assert.That(
            () => Run(connection, "create table t as with recursive n(i) as (select 1 union all select i + 1 from n limit 100000) select i, randomblob(100) from n"),
            Throws.InstanceOf<SqliteException>().With.Property("SqliteErrorCode").EqualTo(SQLitePCL.raw.SQLITE_FULL));
    }
}
