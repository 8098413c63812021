using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Tests.Running;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class RunArchivesTests(Dialect dialect)
{
    private const string Users = "CREATE TABLE users (id integer PRIMARY KEY, email text);\nINSERT INTO users VALUES (1, 'a'), (2, 'b');";

    private string Archives => dialect == Dialect.Sqlite ? "sqlite_schema where name like 'changegate\\_archive%' escape '\\'" : "pg_namespace where nspname = 'changegate_archive'";

    private async Task<TestDatabase> DroppedAsync()
    {
        var database = await TestDatabase.CreateAsync(dialect);
        var first = TestRun.Planned(dialect, "0001_users.sql", Users);
        var second = TestRun.Planned(dialect, "0002_drop.sql", "DROP TABLE users;");
        var before = SchemaState.Start(SqlDialects.For(dialect)).Apply(first.Script);
        await database.ApplyAsync(TestRun.Plan(first));
        await database.ApplyAsync(TestRun.Plan(first, second with { Rollback = new RollbackSynthesizer(SqlDialects.For(dialect)).Synthesize(second.Migration, second.Script, before) }));
        return database;
    }

    private static async Task<T> WithArchivesAsync<T>(TestDatabase database, Func<RunArchives, Task<T>> use)
    {
        await using var engine = await database.OpenAsync();
        return await use(new RunArchives(engine, TestRun.Limits, TimeProvider.System));
    }

    private static Task<ArchiveStatus> ListAsync(TestDatabase database) => WithArchivesAsync(database, archives => archives.ListAsync("shop", "staging", default));

    private static async Task<RunReport> RollBackAsync(TestDatabase database)
    {
        await using var engine = await database.OpenAsync();
        return await new RollbackRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(new RollbackPlan { Target = "shop", Environment = "staging", Actor = "tester" }, new TestRun.Progress(_ => { }), default);
    }

    [Test]
    public async Task What_a_run_kept_is_told_and_its_rollback_leaves_nothing_of_it()
    {
        await using var database = await DroppedAsync();
        var kept = (await ListAsync(database)).Archives.Single();
        var back = await RollBackAsync(database);

        Assert.That((kept.Source?.Name, kept.Rows, kept.Migration, kept.IsNeeded, kept.Bytes > 0), Is.EqualTo(("users", 2L, "0002_drop.sql", true, dialect == Dialect.PostgreSql)));
        Assert.That(back.Outcome, Is.EqualTo(RunOutcome.Succeeded), back.Because);
        Assert.That((await database.CountAsync("users"), await database.CountAsync(Archives), (await ListAsync(database)).Archives.Count), Is.EqualTo((2L, 0L, 0)));
    }

    [Test]
    public async Task After_a_purge_the_rollback_brings_the_table_back_without_rows()
    {
        await using var database = await DroppedAsync();
        var status = await ListAsync(database);
        var purged = await WithArchivesAsync(database, archives => archives.PurgeAsync(status with { Purged = status.Archives }, "tester", default));
        var left = (await ListAsync(database)).Archives.Single();
        var said = await database.ScalarAsync($"select because from {database.Journal("run_state")} where run_id = '{left.RunId}' order by position desc limit 1");
        var back = await RollBackAsync(database);

        Assert.That((purged.IsDone, left.Rows, back.Outcome), Is.EqualTo((true, 0L, RunOutcome.Succeeded)), back.Because);
        Assert.That(said, Does.StartWith("tester purged what it kept: "));
        Assert.That(await database.CountAsync("users"), Is.Zero);
    }

    [Test]
    public async Task What_no_migration_needs_goes_altogether()
    {
        await using var database = await DroppedAsync();
        var archive = dialect == Dialect.Sqlite ? "changegate_archive_00000000_left_00000000" : "changegate_archive.\"00000000_left_00000000\"";
        await database.ExecuteAsync($"create table {archive} (id integer)");
        var status = await ListAsync(database);
        await WithArchivesAsync(database, archives => archives.PurgeAsync(status with { Purged = [.. status.Archives.Where(kept => kept.Migration is null)] }, "tester", default));

        Assert.That(status.Archives, Has.Count.EqualTo(2));
        Assert.That((await ListAsync(database)).Archives.Select(kept => kept.Rows), Is.EqualTo(new[] { 2L }));
    }
}
