using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Failures;
using ChangeGate.Runs;
using Npgsql;

namespace ChangeGate.Databases.Tests.PostgreSql;

/// <summary>What others do on the server.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HindranceTests
{
    private static readonly (string, string) Orders = ("1.sql", "CREATE TABLE orders (id int PRIMARY KEY);\nCREATE TABLE other (id int);");

    private static readonly (string, string) Change = ("2.sql", "ALTER TABLE orders ADD COLUMN note text;");

    [TestCase("SELECT FROM orders", ExpectedResult = true)]
    [TestCase("SELECT FROM other", ExpectedResult = false)]
    public async Task<bool> An_old_transaction_stops_a_run_before_it_begins_where_it_holds_what_the_run_needs(string sql)
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        await database.ApplyAsync(Orders);
        await using var holder = await HoldAsync(database, sql);
        await Task.Delay(1_100);
        var limits = TestRun.Limits with { OldestTransaction = TimeSpan.FromSeconds(1) };

        try
        {
            var report = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, Orders, Change), limits);
            Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
            return false;
        }
        catch (RunRefusedException refused)
        {
            Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.NotNow));
            Assert.That(refused.Problem, Does.StartWith("A transaction has held `orders` for 1 s: `holder` (process ").And.Contains("idle in transaction"));
            Assert.That(await database.CountAsync("changegate.run"), Is.EqualTo(1), "nothing was begun");
            return true;
        }
    }

    [Test]
    public async Task Who_held_a_table_for_too_long_is_written_down()
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        await database.ApplyAsync(Orders);
        await using var holder = await HoldAsync(database, "SELECT FROM orders");
        var report = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, Orders, Change), TestRun.Limits with { Lock = TimeSpan.FromSeconds(1) });

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(report.Because, Does.Match("55P03: canceling statement due to lock timeout; held by `holder` of `.+` \\(process [0-9]+, idle in transaction, in a transaction for .+\\)"));
        Assert.That(await database.ScalarAsync("select error from changegate.step where event = 'failed'"), Does.Contain("held by `holder`"));
    }

    [TestCase("transaction")]
    [TestCase("statement")]
    public async Task A_pooler_that_shares_sessions_is_refused_before_anything_runs(string mode)
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        using var pooler = PgBouncer.Start(database.Connection, mode);
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(pooler.Connection)), TimeProvider.System, default);
        var refused = await Assert.CatchAsync<GateException>(() => new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(TestRun.Plan(Dialect.PostgreSql, Orders), new TestRun.Progress(_ => { }), default));

        Assert.That(refused!.Problem, Does.Contain("a pooler that shares sessions"));
        Assert.That(await database.CountAsync("pg_namespace where nspname = 'changegate'"), Is.Zero);
    }

    [Test]
    public async Task A_pooler_that_gives_each_client_a_session_is_as_good_as_none()
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        using var pooler = PgBouncer.Start(database.Connection, "session");
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(pooler.Connection)), TimeProvider.System, default);
        var report = await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(TestRun.Plan(Dialect.PostgreSql, Orders, Change), new TestRun.Progress(_ => { }), default);

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
    }

    private static async Task<NpgsqlConnection> HoldAsync(TestDatabase database, string sql)
    {
        var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Connection) { Pooling = false, ApplicationName = "holder" }.ConnectionString);
        await holder.OpenAsync();

        foreach (var statement in (string[])["BEGIN", sql])
        {
            await using var command = new NpgsqlCommand(statement, holder);
            await command.ExecuteNonQueryAsync();
        }

        return holder;
    }
}
