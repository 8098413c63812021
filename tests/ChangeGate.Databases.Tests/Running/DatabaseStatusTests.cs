using ChangeGate.Changes;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Running;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class DatabaseStatusTests(Dialect dialect)
{
    [Test]
    public async Task Status_tells_of_each_file_whether_the_database_has_it()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("1.sql", "CREATE TABLE a (id integer);"), ("2.sql", "CREATE TABLE b (id integer);"), ("3.sql", "CREATE TABLE c (id integer);"));
        await using var engine = await database.OpenAsync();
        var status = await new DatabaseStatus(engine).StatusAsync(
            "shop",
            "production",
            [TestRun.File("1.sql", "CREATE TABLE a (id integer);"), TestRun.File("2.sql", "edited"), TestRun.File("4.sql", "SELECT 1;")], default);

        Assert.That(status.Migrations.Select(migration => (migration.Path, migration.State)), Is.EqualTo(new[]
        {
            ("1.sql", MigrationState.Applied), ("2.sql", MigrationState.Edited), ("4.sql", MigrationState.Pending), ("3.sql", MigrationState.Missing),
        }));
    }

    [Test]
    public async Task A_database_without_a_journal_has_nothing_but_pending_files_and_is_not_touched()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await using var engine = await database.OpenAsync();
        var status = await new DatabaseStatus(engine).StatusAsync("shop", "production", [TestRun.File("1.sql", "SELECT 1;")], default);

        Assert.That(status.Attention, Is.Null);
        Assert.That(status.Migrations.Single().State, Is.EqualTo(MigrationState.Pending));
        Assert.That(async () => await database.CountAsync(database.Journal("run")), Throws.Exception);
    }

    [Test]
    public async Task Drift_shows_what_was_done_by_hand_and_is_gone_when_it_is_undone()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("1.sql", "CREATE TABLE a (id integer);"));
        await using var engine = await database.OpenAsync();
        var status = new DatabaseStatus(engine);

        Assert.That((await status.DriftAsync("shop", "production", [], default)).HasDrifted, Is.False);

        await database.ExecuteAsync("create table by_hand (id integer)");
        var drift = await status.DriftAsync("shop", "production", [], default);
        Assert.That(drift.HasDrifted, Is.True);
        Assert.That(drift.Difference.Differences.Select(difference => difference.Object.Name.Name), Is.EqualTo(new[] { "by_hand" }));

        await database.ExecuteAsync("drop table by_hand");
        Assert.That((await status.DriftAsync("shop", "production", [], default)).HasDrifted, Is.False);
    }
}
