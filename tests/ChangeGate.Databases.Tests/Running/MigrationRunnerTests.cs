using ChangeGate.Changes;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Running;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class MigrationRunnerTests(Dialect dialect)
{
    private static readonly (string, string) Users = ("0001_users.sql", "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);");

    private static readonly (string, string) Orders = ("0002_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY, total integer);\nINSERT INTO orders VALUES (1, 10), (2, 20);");

    [Test]
    public async Task A_set_is_applied_and_every_statement_is_recorded()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var report = await database.ApplyAsync(Users, Orders);

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(report.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "0001_users.sql", "0002_orders.sql" }));
        Assert.That(report.Statements.Select(statement => (statement.Path, statement.Number, statement.Rows)), Is.EqualTo(new (string, int, long?)[]
        {
            ("0001_users.sql", 1, null), ("0002_orders.sql", 1, null), ("0002_orders.sql", 2, 2),
        }));
        Assert.That(report.SchemaAfter, Is.Not.EqualTo(report.SchemaBefore));
        Assert.That(await database.CountAsync("orders"), Is.EqualTo(2));
        Assert.That(await database.CountAsync(database.Journal("migration")), Is.EqualTo(2));
        Assert.That(await database.CountAsync(database.Journal("step")), Is.EqualTo(3));
    }

    [Test]
    public async Task A_second_run_does_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(Users, Orders);
        var second = await database.ApplyAsync(Users, Orders);

        Assert.That(second.Outcome, Is.EqualTo(RunOutcome.Succeeded));
        Assert.That(second.Migrations, Is.Empty);
        Assert.That(second.Statements, Is.Empty);
        Assert.That(second.SchemaAfter, Is.EqualTo(second.SchemaBefore));
        Assert.That(await database.CountAsync(database.Journal("run")), Is.EqualTo(1));
    }

    [Test]
    public async Task A_failing_statement_takes_its_migration_with_it_and_leaves_those_before()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var report = await database.ApplyAsync(Users, ("0002_broken.sql", "CREATE TABLE half (id integer);\n\n  INSERT INTO nowhere VALUES (1);"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(report.Because, Does.StartWith("0002_broken.sql:3:"));
        Assert.That(report.Because, Does.Contain("nowhere"));
        Assert.That(report.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "0001_users.sql" }));
        Assert.That(async () => await database.CountAsync("half"), Throws.Exception);
        Assert.That(await database.ScalarAsync($"select state from {database.Journal("run_state")} order by position desc limit 1"), Is.EqualTo("failed"));
        Assert.That(await database.ScalarAsync($"select event from {database.Journal("step")} order by position desc limit 1"), Is.EqualTo("failed"));
    }

    [Test]
    public async Task A_mended_migration_runs_after_the_failed_one()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(Users, ("0002_broken.sql", "INSERT INTO nowhere VALUES (1);"));
        var report = await database.ApplyAsync(Users, ("0002_broken.sql", "INSERT INTO users VALUES (1, 'a');"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(report.Migrations, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_schema_changed_by_hand_is_refused_and_the_difference_is_shown()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(Users);
        await database.ExecuteAsync("alter table users add column by_hand integer");
        var refusal = await RefusalAsync(database, TestRun.Plan(dialect, Users, Orders));

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.Drift));
        Assert.That(refusal.Problem, Does.Contain("by_hand"));
        Assert.That(refusal.Difference!.Differences.Select(difference => difference.Object.Part), Does.Contain("by_hand"));
        Assert.That(async () => await database.CountAsync("orders"), Throws.Exception);
    }

    [Test]
    public async Task An_applied_file_that_was_edited_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(Users);
        var refusal = await RefusalAsync(database, TestRun.Plan(dialect, (Users.Item1, Users.Item2 + " -- edited"), Orders));

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.HistoryChanged));
        Assert.That(refusal.Problem, Does.Contain("0001_users.sql").And.Contain("other bytes"));
    }

    [Test]
    public async Task An_applied_file_that_is_gone_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(Users);
        var refusal = await RefusalAsync(database, TestRun.Plan(dialect, Orders));

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.HistoryChanged).And.Property("Problem").Contains("its file is gone"));
    }

    [Test]
    public async Task A_migration_before_the_set_that_was_never_applied_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var plan = TestRun.Plan(dialect, Orders) with { History = [TestRun.File(Users.Item1, Users.Item2)] };

        Assert.That(await RefusalAsync(database, plan), Has.Property("Kind").EqualTo(RefusalKind.PendingBefore).And.Property("Problem").Contains("0001_users.sql"));
    }

    [Test]
    public async Task A_database_of_another_target_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(Users);

        Assert.That(await RefusalAsync(database, TestRun.Plan(dialect, Users, Orders) with { Target = "billing" }), Has.Property("Kind").EqualTo(RefusalKind.WrongTarget));
    }

    [Test]
    public async Task A_database_with_objects_and_no_journal_is_refused_and_stays_as_it_is()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ExecuteAsync("create table old (id integer)");

        Assert.That(await RefusalAsync(database, TestRun.Plan(dialect, Users)), Has.Property("Kind").EqualTo(RefusalKind.NotAdopted));
        Assert.That(async () => await database.CountAsync(database.Journal("run")), Throws.Exception);
    }

    [Test]
    public async Task Of_two_runs_at_once_the_second_waits_and_then_says_who_holds_the_lock()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await using var engine = await database.OpenAsync();
        Task<Refusal>? second = null;
        var first = await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(
            TestRun.Plan(dialect, Users),
            new TestRun.Progress(news =>
            {
                if (news is RunStarted)
                {
                    second = RefusalAsync(database, TestRun.Plan(dialect, Orders));
                    second.Wait();
                }
            }),
            default);

        Assert.That(first.Outcome, Is.EqualTo(RunOutcome.Succeeded));
        Assert.That(await second!, Has.Property("Kind").EqualTo(RefusalKind.Locked).And.Property("Problem").Contains("0.3 seconds"));
    }

    [Test]
    public async Task A_cancelled_run_ends_at_a_boundary_and_the_next_one_goes_on()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await using var engine = await database.OpenAsync();
        using var cancel = new CancellationTokenSource();
        var cancelled = await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(
            TestRun.Plan(dialect, Users, Orders),
            new TestRun.Progress(news =>
            {
                if (news is StatementStarted { Path: "0002_orders.sql", Number: 2 })
                {
                    cancel.Cancel();
                }
            }),
            cancel.Token);

        Assert.That(cancelled, Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Because").Contains("cancelled"));
        Assert.That(cancelled.Migrations, Has.Count.EqualTo(1));
        Assert.That(async () => await database.CountAsync("orders"), Throws.Exception);

        var next = await database.ApplyAsync(Users, Orders);
        Assert.That(next.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "0002_orders.sql" }));
    }

    [TestCase("BEGIN; CREATE TABLE a (id integer); COMMIT; CREATE TABLE b (id integer);", "goes on after its own COMMIT")]
    [TestCase("CREATE TABLE a (id integer); COMMIT;", "holds `COMMIT`")]
    [TestCase("CREATE TABLE a (id integer); BEGIN; CREATE TABLE b (id integer); COMMIT;", "begins a transaction in the middle")]
    [TestCase("BEGIN; CREATE TABLE a (id integer);", "never commits it")]
    [TestCase("CREATE TABLE a (id integer); ROLLBACK;", "holds `ROLLBACK`")]
    public async Task A_script_that_would_commit_in_the_middle_is_refused_before_anything_runs(string sql, string because)
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var refusal = await RefusalAsync(database, TestRun.Plan(dialect, Users, ("0002_own.sql", sql)));

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.CannotRun).And.Property("Problem").Contains(because));
        Assert.That(async () => await database.CountAsync("users"), Throws.Exception);
    }

    [Test]
    public async Task A_transaction_of_the_scripts_own_around_everything_becomes_the_runners()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var report = await database.ApplyAsync(("0001.sql", "BEGIN;\nCREATE TABLE a (id integer);\nCOMMIT;\n"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(report.Statements.Select(statement => statement.Number), Is.EqualTo(new[] { 2 }));
    }

    private static async Task<Refusal> RefusalAsync(TestDatabase database, RunPlan plan)
    {
        try
        {
            var report = await database.ApplyAsync(plan);
            throw new AssertionException($"The run was not refused: {report.Outcome} {report.Because}");
        }
        catch (RunRefusedException refused)
        {
            return refused.Refusal;
        }
    }
}
