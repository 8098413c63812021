using ChangeGate.Changes;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Running;

[Parallelizable(ParallelScope.All)]
internal sealed class KilledRunTests
{
    private static readonly (string, string)[] Shop =
    [
        ("1.sql", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);"),
        ("2.sql", "CREATE TABLE b (id integer);\nINSERT INTO b VALUES (1);"),
    ];

    private static readonly (string, string)[] Indexed =
    [
        ("1.sql", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);"),
        ("2.sql", "ALTER TABLE a ADD COLUMN b integer;\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nINSERT INTO a VALUES (2);"),
    ];

    [TestCase(Dialect.Sqlite, nameof(StatementEnded), "1.sql", 2, TestName = "Sqlite_in_the_first_transaction", ExpectedResult = "1.sql 2.sql")]
    [TestCase(Dialect.Sqlite, nameof(MigrationEnded), "1.sql", 0, TestName = "Sqlite_between_two_migrations", ExpectedResult = "2.sql")]
    [TestCase(Dialect.PostgreSql, nameof(StatementEnded), "2.sql", 2, TestName = "PostgreSql_in_the_second_transaction", ExpectedResult = "2.sql")]
    public async Task<string> After_a_kill_the_next_run_goes_on_where_the_last_one_was_committed(Dialect dialect, string moment, string path, int statement)
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await KilledRun.KillAsync(database, Shop, new KillAt(moment, path, statement));
        var next = await database.ApplyAsync(TestRun.Plan(dialect, Shop), TestRun.Limits with { OtherRun = TimeSpan.FromSeconds(20) });

        Assert.That(next.Outcome, Is.EqualTo(RunOutcome.Succeeded), next.Because);
        Assert.That(await database.CountAsync("a"), Is.EqualTo(1));
        Assert.That(await database.CountAsync("b"), Is.EqualTo(1));
        Assert.That(await database.CountAsync(database.Journal("migration")), Is.EqualTo(2));
        Assert.That(await database.CountAsync($"{database.Journal("run_state")} where state = 'failed' and because like 'Its process ended%'"), Is.EqualTo(1));
        return string.Join(' ', next.Migrations.Select(migration => migration.Path));
    }

    [TestCase(nameof(StatementStarted), 2, TestName = "before_the_index_was_built")]
    [TestCase(nameof(StatementEnded), 2, TestName = "after_the_index_was_built_and_before_that_was_written_down")]
    public async Task After_a_kill_outside_of_a_transaction_the_catalog_decides(string moment, int statement)
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        await KilledRun.KillAsync(database, Indexed, new KillAt(moment, "2.sql", statement));
        var next = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, Indexed), TestRun.Limits with { OtherRun = TimeSpan.FromSeconds(20) });

        Assert.That(next.Outcome, Is.EqualTo(RunOutcome.Succeeded), next.Because);
        Assert.That(next.Statements.Select(run => run.EarlierRun is null), Is.EqualTo(new[] { false, moment == nameof(StatementStarted), true }));
        Assert.That(await database.CountAsync("a"), Is.EqualTo(2));
        Assert.That(await database.CountAsync("pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = 'a_id' and indisvalid"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_the_catalog_does_not_tell_a_person_settles()
    {
        (string, string)[] scripts = [("1.sql", "CREATE TABLE a (id integer);"), ("2.sql", "CREATE DATABASE " + "settled_" + Guid.NewGuid().ToString("n")[..8] + ";\nINSERT INTO a VALUES (2);")];
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        await KilledRun.KillAsync(database, scripts, new KillAt(nameof(StatementStarted), "2.sql", 1));
        var patient = TestRun.Limits with { OtherRun = TimeSpan.FromSeconds(20) };
        var doubtful = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, scripts), patient);

        Assert.That(doubtful.Outcome, Is.EqualTo(RunOutcome.NeedsAttention), doubtful.Because);

        var refused = await Assert.CatchAsync<RunRefusedException>(() => database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, scripts)));
        Assert.That(refused!.Refusal.Kind, Is.EqualTo(RefusalKind.NeedsAttention));

        await using var engine = await database.OpenAsync();
        await new Settlement(engine, TestRun.Limits, TimeProvider.System).SettleAsync(doubtful.Id, tookEffect: true, "tester", default);
        var next = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, scripts));

        Assert.That(next.Outcome, Is.EqualTo(RunOutcome.Succeeded), next.Because);
        Assert.That(await database.CountAsync("a"), Is.EqualTo(1));
    }
}
