using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Runs;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Running;

/// <summary>
/// Runs that lose their connection at any byte, and servers that die at any moment: whatever was reached, the next runs bring it to its end, and nothing is
/// done twice. <c>CHANGEGATE_TEST_MOMENTS</c> says how many moments are tried.
/// </summary>
internal sealed class ChaosTests
{
    private const int MostRuns = 6;

    private static readonly (string, string)[] Shop =
    [
        ("1.sql", "CREATE TABLE ran (step integer);\nCREATE TABLE orders (id integer PRIMARY KEY, note text);\nINSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 500) n;\nINSERT INTO ran VALUES (1);"),
        ("2.sql", "ALTER TABLE orders ADD COLUMN total integer DEFAULT 1;\nINSERT INTO ran VALUES (2);"),
        ("3.sql", "INSERT INTO ran VALUES (3);\nCREATE INDEX CONCURRENTLY orders_note ON orders (note);\nINSERT INTO ran VALUES (4);\nCREATE INDEX CONCURRENTLY orders_total ON orders (total);\nDROP INDEX CONCURRENTLY orders_total;"),
        ("4.sql", "DO $$ BEGIN INSERT INTO ran VALUES (5); END $$;"),
        ("5.sql", "CREATE TABLE later (id integer);\nINSERT INTO ran VALUES (6);"),
        ("6.sql", "ALTER TABLE orders DROP COLUMN total;\nINSERT INTO ran VALUES (7);"),
    ];

    private static readonly RunLimits Patient = TestRun.Limits with { OtherRun = TimeSpan.FromSeconds(30), Lock = TimeSpan.FromSeconds(30) };

    private static int Moments { get; } = int.TryParse(Environment.GetEnvironmentVariable("CHANGEGATE_TEST_MOMENTS"), out var wanted) ? wanted : 25;

    [Test]
    public async Task A_connection_that_is_cut_at_any_byte_loses_nothing_and_doubles_nothing()
    {
        await using var whole = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        long all;

        using (var open = new CutProxy(whole.Connection, long.MaxValue))
        {
            Assert.That(await RunAsync(open.Connection), Is.EqualTo(RunOutcome.Succeeded));
            all = open.Passed;
        }

        var random = new Random(20_261_123);
        var broken = 0;

        for (var moment = 0; moment < Moments; moment++)
        {
            var after = random.NextInt64(1, all);
            await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);

            using (var proxy = new CutProxy(database.Connection, after))
            {
                broken += await RunAsync(proxy.Connection) == RunOutcome.Succeeded ? 0 : 1;
            }

            await EndsWellAsync(database, $"cut after {after} of {all} bytes");
        }

        TestContext.Out.WriteLine($"{Moments} moments, {broken} runs broken");
        Assert.That(broken, Is.GreaterThan(Moments / 2));
    }

    [Test]
    public async Task A_server_that_dies_at_any_moment_loses_nothing_and_doubles_nothing()
    {
        if (InstalledPostgres.All is not [var installed, ..])
        {
            Assert.Ignore("Only a server of the test's own may be killed.");
            return;
        }

        var server = await installed.StartAloneAsync();
        var random = new Random(20_261_124);
        var broken = 0;

        for (var moment = 0; moment < Math.Max(4, Moments / 4); moment++)
        {
            await using var database = new PostgresTestDatabase(await server.CreateAsync());
            var run = RunAsync(database.Connection);
            await Task.Delay(random.Next(20, 600));
            await KillAsync(database);
            await Task.Delay(200);
            broken += await run == RunOutcome.Succeeded ? 0 : 1;
            await UntilUpAsync(database);
            await EndsWellAsync(database, $"moment {moment}");
        }

        TestContext.Out.WriteLine($"{broken} runs broken");
    }

    [Test]
    public async Task Of_twenty_runs_at_once_one_runs_and_all_end_true()
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TryAsync(database))));

        Assert.That(runs.Count(static ran => ran > 0), Is.EqualTo(1));
        Assert.That(runs.Sum(), Is.EqualTo(Shop.Length));
        await EndsWellAsync(database, "twenty");
    }

    /// <returns>How many migrations it ran; 0 where another had done it, or held the lock.</returns>
    private static async Task<int> TryAsync(TestDatabase database)
    {
        try
        {
            var report = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, Shop), TestRun.Limits with { OtherRun = TimeSpan.FromSeconds(1), Lock = TimeSpan.FromSeconds(30) });
            Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
            return report.Migrations.Count;
        }
        catch (RunRefusedException refused) when (refused.Refusal.Kind == RefusalKind.Locked)
        {
            return 0;
        }
    }

    private static async Task<RunOutcome> RunAsync(string connection)
    {
        try
        {
            await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(connection)), TimeProvider.System, default);
            return (await new MigrationRunner(engine, Patient, TimeProvider.System).RunAsync(TestRun.Plan(Dialect.PostgreSql, Shop), new TestRun.Progress(_ => { }), default)).Outcome;
        }
        catch (GateException)
        {
            return RunOutcome.Failed;
        }
    }

    private static async Task EndsWellAsync(TestDatabase database, string moment)
    {
        RunReport? last = null;

        for (var run = 0; run < MostRuns && last?.Outcome != RunOutcome.Succeeded; run++)
        {
            last = await database.ApplyAsync(TestRun.Plan(Dialect.PostgreSql, Shop), Patient);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(last?.Outcome, Is.EqualTo(RunOutcome.Succeeded), $"{moment}: {last?.Because}");
            Assert.That(await database.ScalarAsync("select string_agg(step::text, ' ' order by step) from ran"), Is.EqualTo("1 2 3 4 5 6 7"), moment);
            Assert.That(await database.ScalarAsync("select string_agg(path, ' ' order by path) from changegate.migration where event = 'applied'"), Is.EqualTo("1.sql 2.sql 3.sql 4.sql 5.sql 6.sql"), moment);
            Assert.That(await database.ScalarAsync("select string_agg(c.relname || i.indisvalid, ' ' order by c.relname) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname like 'orders%'"), Is.EqualTo("orders_notetrue orders_pkeytrue"), moment);
            Assert.That(await database.CountAsync("changegate.run r where not exists (select from changegate.run_state s where s.run_id = r.id and s.state in ('succeeded', 'failed'))"), Is.Zero, moment);
        }

        await using var engine = await database.OpenAsync();
        Assert.That((await new DatabaseStatus(engine).DriftAsync("shop", "staging", [], default)).HasDrifted, Is.False, moment);
    }

    // A process of the server that dies by SIGKILL takes all others with it, and the server goes through recovery.
    private static async Task KillAsync(TestDatabase database)
    {
        try
        {
            var process = await database.ScalarAsync("select coalesce((select pid from pg_stat_activity where application_name = 'changegate run' limit 1), pg_backend_pid())");
            using var victim = Process.GetProcessById(Convert.ToInt32(process));
            victim.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or Npgsql.NpgsqlException or InvalidOperationException)
        {
            // It ended just now.
        }
    }

    private static async Task UntilUpAsync(TestDatabase database)
    {
        for (var left = 200; ; left--)
        {
            try
            {
                await database.ScalarAsync("select 1");
                return;
            }
            catch (Npgsql.NpgsqlException) when (left > 0)
            {
                await Task.Delay(50);
            }
        }
    }
}
