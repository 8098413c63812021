using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Running;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class RollbackRunnerTests(Dialect dialect)
{
    private string Archive => dialect == Dialect.Sqlite ? "changegate_kept_users" : "changegate.kept_users";

    private PlannedMigration Users => TestRun.Planned(
        dialect,
        "0001_users.sql",
        "CREATE TABLE users (id integer PRIMARY KEY, email text);\nINSERT INTO users VALUES (1, 'a'), (2, 'b');",
        new Rollback { Reversibility = Reversibility.WithData, Reverse = ["DROP TABLE users"] });

    private PlannedMigration DropUsers => TestRun.Planned(
        dialect,
        "0002_drop.sql",
        "DROP TABLE users;",
        new Rollback
        {
            Reversibility = Reversibility.WithData,
            Preserve = [$"CREATE TABLE {Archive} AS SELECT * FROM users"],
            Settle = [$"DELETE FROM {Archive} WHERE id = 99"],
            Archives = [new ArchiveTable(new ObjectName(null, "users"), new ObjectName(null, "kept_users"), ["id", "email"])],
            Reverse = ["CREATE TABLE users (id integer PRIMARY KEY, email text)", $"INSERT INTO users SELECT * FROM {Archive}", $"DROP TABLE {Archive}"],
        });

    private static async Task<RunReport> RollBackAsync(TestDatabase database, string? runId = null)
    {
        await using var engine = await database.OpenAsync();
        var plan = new RollbackPlan { Target = "shop", Environment = "staging", Actor = "tester", RunId = runId };
        return await new RollbackRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(plan, new TestRun.Progress(_ => { }), default);
    }

    private static async Task<Refusal> RefusalAsync(TestDatabase database, string? runId = null) =>
        (await Assert.CatchAsync<RunRefusedException>(() => RollBackAsync(database, runId)))!.Refusal;

    [Test]
    public async Task A_dropped_table_comes_back_with_its_rows()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var first = await database.ApplyAsync(TestRun.Plan(Users));
        var second = await database.ApplyAsync(TestRun.Plan(Users, DropUsers));
        var back = await RollBackAsync(database);

        Assert.That(second.Archives, Has.Count.EqualTo(1));
        Assert.That(back.Outcome, Is.EqualTo(RunOutcome.Succeeded), back.Because);
        Assert.That(back, Has.Property("Kind").EqualTo(RunKind.Rollback).And.Property("RollsBack").EqualTo(second.Id));
        Assert.That(back.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "0002_drop.sql" }));
        Assert.That(back.SchemaAfter, Is.EqualTo(first.SchemaAfter));
        Assert.That(await database.CountAsync("users where email in ('a', 'b')"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_last_migration_of_a_run_is_taken_back_first_and_a_second_call_does_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var applied = await database.ApplyAsync(TestRun.Plan(Users, DropUsers));
        var back = await RollBackAsync(database, applied.Id);
        var again = await RollBackAsync(database, applied.Id);

        Assert.That(back.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "0002_drop.sql", "0001_users.sql" }));
        Assert.That(back.SchemaAfter, Is.EqualTo(applied.SchemaBefore));
        Assert.That(again, Has.Property("Outcome").EqualTo(RunOutcome.Succeeded).And.Property("Migrations").Empty.And.Property("Statements").Empty);
        Assert.That(await database.ScalarAsync($"select state from {database.Journal("run_state")} where run_id = '{applied.Id}' order by position desc limit 1"), Is.EqualTo("rolled-back"));
    }

    [Test]
    public async Task A_migration_that_was_taken_back_can_be_applied_again()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(TestRun.Plan(Users));
        await RollBackAsync(database);
        var again = await database.ApplyAsync(TestRun.Plan(Users));

        Assert.That(again.Outcome, Is.EqualTo(RunOutcome.Succeeded), again.Because);
        Assert.That(await database.CountAsync("users"), Is.EqualTo(2));
    }

    [Test]
    public async Task Only_the_latest_run_that_stands_can_be_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var first = await database.ApplyAsync(TestRun.Plan(Users));
        await database.ApplyAsync(TestRun.Plan(Users, DropUsers));

        Assert.That(await RefusalAsync(database, first.Id), Has.Property("Kind").EqualTo(RefusalKind.CannotRollBack).And.Property("Problem").Contains("not the latest"));
    }

    [Test]
    public async Task What_has_no_way_back_is_refused_with_the_reason_and_nothing_is_touched()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(TestRun.Plan(Users, TestRun.Planned(dialect, "0002.sql", "CREATE TABLE more (id integer);", new Rollback { Reversibility = Reversibility.No, Because = ["It was a test."] })));

        Assert.That(await RefusalAsync(database), Has.Property("Kind").EqualTo(RefusalKind.CannotRollBack).And.Property("Problem").Contains("It was a test."));
        Assert.That(await database.CountAsync("users"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_reverse_that_was_changed_in_the_journal_is_not_run()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(TestRun.Plan(Users));
        await database.ExecuteAsync($"update {database.Journal("migration")} set rollback = replace(rollback, 'users', 'other')");

        Assert.That(() => RollBackAsync(database), Throws.TypeOf<Failures.GateException>().With.Message.Contains("not the one that was written"));
        Assert.That(await database.CountAsync("users"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_schema_that_was_changed_since_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(TestRun.Plan(Users));
        await database.ExecuteAsync("alter table users add column later integer");

        Assert.That(await RefusalAsync(database), Has.Property("Kind").EqualTo(RefusalKind.Drift));
    }

    [Test]
    public async Task A_reverse_that_fails_leaves_everything_as_it_was()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(TestRun.Plan(TestRun.Planned(
            dialect, "0001.sql", "CREATE TABLE a (id integer);", new Rollback { Reversibility = Reversibility.WithData, Reverse = ["DROP TABLE a", "DROP TABLE nowhere"] })));
        var back = await RollBackAsync(database);

        Assert.That(back, Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Because").Contains("nowhere"));
        Assert.That(back.Statements.Select(statement => statement.Outcome), Is.All.EqualTo(RunOutcome.Failed));
        Assert.That(await database.CountAsync("a"), Is.Zero);
    }
}
