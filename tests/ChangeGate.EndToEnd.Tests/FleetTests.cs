using System.Diagnostics;
using System.Text.Json;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>One approved set on many databases: <c>--targets-from</c>.</summary>
internal sealed class FleetTests
{
    private const int Members = 12;

    [Test]
    public void Every_member_gets_the_set_once_with_evidence_of_its_own()
    {
        using var shop = NewShop(settings: "parallel: 4");

        var first = Apply(shop);
        var second = Apply(shop);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.ExitCode, Is.Zero, first.Error);
            Assert.That(States(first), Is.EqualTo(Enumerable.Repeat("done", Members)));
            Assert.That(second.ExitCode, Is.Zero, second.Error);
            Assert.That(States(second), Is.EqualTo(Enumerable.Repeat("up-to-date", Members)));
            Assert.That(Bundles(shop), Has.Count.EqualTo(Members));
            Assert.That(Bundles(shop).Select(bundle => ChangeGateProgram.Run(shop.Path, "verify", bundle, "--key", "runner.pub.pem", "--ledger", "evidence/ledger").ExitCode), Is.All.Zero);
            Assert.That(ChangeGateProgram.Run(shop.Path, "evidence", "check", "--evidence", "evidence", "--key", "runner.pub.pem").ExitCode, Is.Zero);
            Assert.That(ChangeGateProgram.Run(shop.Path, "drift", "--environment", "production", "--member", "m03").ExitCode, Is.Zero);
            Assert.That(File.ReadAllText(Bundles(shop)[0]), Does.Not.Contain("db/"));
            Assert.That(Status(shop).ExitCode, Is.Zero);
        }
    }

    [Test]
    public void A_member_that_fails_stops_what_has_not_begun_and_the_same_command_goes_on()
    {
        using var shop = NewShop();
        Assert.That(Apply(shop).ExitCode, Is.Zero);
        shop.Write("migrations/0003.sql", "CREATE UNIQUE INDEX b_once ON b (id);");
        SqliteShell.Execute(shop["db/m05.db"], "INSERT INTO b VALUES (7), (7)");

        var failed = Apply(shop);
        SqliteShell.Execute(shop["db/m05.db"], "DELETE FROM b");
        var mended = Apply(shop);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.ExitCode, Is.EqualTo(3));
            Assert.That(States(failed), Is.EqualTo(new[] { "done", "done", "done", "done", "failed" }.Concat(Enumerable.Repeat("not-begun", Members - 5))));
            Assert.That(mended.ExitCode, Is.Zero, mended.Error);
            Assert.That(States(mended), Is.EqualTo(Enumerable.Repeat("up-to-date", 4).Concat(Enumerable.Repeat("done", Members - 4))));
            Assert.That(Applied(shop), Is.All.EqualTo(3));
        }
    }

    [Test]
    public void One_that_may_fail_does_not_stop_the_others()
    {
        using var shop = NewShop(settings: "tolerate: 1");
        Assert.That(Apply(shop).ExitCode, Is.Zero);
        shop.Write("migrations/0003.sql", "CREATE UNIQUE INDEX b_once ON b (id);");
        SqliteShell.Execute(shop["db/m05.db"], "INSERT INTO b VALUES (7), (7)");

        var failed = Apply(shop);

        Assert.That(failed.ExitCode, Is.EqualTo(3), "not every member has it");
        Assert.That(States(failed).Count(state => state == "done"), Is.EqualTo(Members - 1));
    }

    [Test]
    public void A_member_that_is_not_well_keeps_the_next_wave_back()
    {
        using var shop = NewShop(health: "select count(*) = 0 from b where id = 13");
        Assert.That(Apply(shop).ExitCode, Is.Zero);
        shop.Write("migrations/0003.sql", "CREATE TABLE c (id integer);");
        SqliteShell.Execute(shop["db/m02.db"], "INSERT INTO b VALUES (13)");

        var ill = Apply(shop);
        SqliteShell.Execute(shop["db/m02.db"], "DELETE FROM b");
        var well = Apply(shop);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ill.ExitCode, Is.EqualTo(1));
            Assert.That(States(ill), Is.EqualTo(new[] { "done", "done" }.Concat(Enumerable.Repeat("not-begun", Members - 2))));
            Assert.That(ill.Output, Does.Contain("The query gave false."));
            Assert.That(well.ExitCode, Is.Zero, well.Error);
        }
    }

    [TestCase("delete from b")]
    [TestCase("select 1; select 2")]
    [TestCase("not sql at all")]
    public void A_question_that_does_more_than_ask_is_refused_before_anything_is_opened(string health)
    {
        using var shop = NewShop(health);

        var refused = Apply(shop);

        Assert.That(refused.ExitCode, Is.EqualTo(3));
        Assert.That(refused.Error, Does.Contain("single SELECT"));
        Assert.That(Directory.GetFiles(shop["db"]), Is.Empty);
    }

    [Test]
    public void A_member_that_cannot_be_reached_or_differs_is_found_before_the_first_one_runs()
    {
        using var shop = NewShop();
        Assert.That(Apply(shop).ExitCode, Is.Zero);
        shop.Write("migrations/0003.sql", "CREATE TABLE c (id integer);");
        SqliteShell.Execute(shop["db/m03.db"], "CREATE TABLE by_hand (id integer)");
        File.WriteAllText(shop["db/m07.db"], "no database, but long enough to be taken for one");
        File.Delete(shop["db/m09.db"]);

        var refused = Apply(shop);
        var status = Status(shop);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.ExitCode, Is.EqualTo(3));
            Assert.That(States(refused).Where(state => state != "not-begun"), Is.EqualTo(new[] { "refused", "unreachable", "refused" }));
            Assert.That(refused.Output, Does.Contain("by_hand").And.Contain("not the set of the others"));
            Assert.That(status.ExitCode, Is.EqualTo(3));
            Assert.That(Standings(status), Is.EqualTo(new[] { "behind", "behind", "drifted", "behind", "behind", "behind", "unreachable", "behind", "unreachable", "behind", "behind", "behind" }));
        }
    }

    [Test]
    public void Two_names_for_one_database_are_refused()
    {
        using var shop = NewShop();
        shop.Write("fleet", "members: [{ name: one, connection: db/one.db }, { name: two, connection: './db/../db/one.db' }]");

        var refused = Apply(shop);

        Assert.That(refused.ExitCode, Is.EqualTo(3));
        Assert.That(refused.Output, Does.Contain("lead to one database"));
    }

    [Test]
    public void What_is_not_approved_runs_nowhere_and_one_approval_is_for_all()
    {
        using var shop = NewShop();
        Assert.That(Apply(shop).ExitCode, Is.Zero);
        shop.Write("migrations/0003.sql", "DROP TABLE b;");

        var pending = Apply(shop);
        var appliedBefore = Applied(shop).ToList();
        var approval = ChangeGateProgram.Run(shop.Path, "approve", "--folder", "migrations", "--from", "0003.sql", "--environment", "production", "--key", "dana.key.pem");
        var approved = Apply(shop);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pending.ExitCode, Is.EqualTo(2));
            Assert.That(States(pending), Is.All.EqualTo("refused"));
            Assert.That(appliedBefore, Is.All.EqualTo(2));
            Assert.That(approval.ExitCode, Is.Zero, approval.Error);
            Assert.That(approved.ExitCode, Is.Zero, approved.Error);
            Assert.That(Applied(shop), Is.All.EqualTo(3));
        }
    }

    [Test]
    public void Killed_at_any_moment_it_loses_nothing_and_does_nothing_twice_on_sqlite()
    {
        using var shop = NewShop(steps: 4);
        KillAndGoOn(shop, () => Array.ForEach(Directory.GetFiles(shop["db"]), File.Delete));

        Assert.That(Names().Select(name => SqliteShell.Scalar(shop[$"db/{name}.db"], "select count(*) from a")), Is.All.EqualTo(4L));
    }

    [Test]
    public async Task Killed_at_any_moment_it_loses_nothing_and_does_nothing_twice_on_postgresql()
    {
        var databases = new List<PostgresDatabase>();

        try
        {
            for (var member = 0; member < Members; member++)
            {
                databases.Add(await PostgresServer.CreateDatabaseAsync());
            }

            using var shop = NewShop(health: "select count(*) > 0 from a", dialect: "postgresql", steps: 4);
            shop.Write("fleet", string.Concat(databases.Select((database, index) => $"- {{ name: m{index + 1:00}, connection: \"${{DB}};Database={database.Name}\" }}\n")));
            var environment = new Dictionary<string, string> { ["DB"] = databases[0].ConnectionString };
            KillAndGoOn(shop, () => databases.ForEach(static database => database.ExecuteAsync("do $$ begin drop schema if exists changegate cascade; drop schema if exists changegate_archive cascade; drop schema public cascade; create schema public; end $$").Wait()), environment);

            foreach (var database in databases)
            {
                Assert.That(await database.ScalarAsync<long>("select count(*) from a"), Is.EqualTo(4));
                Assert.That(await database.ScalarAsync<long>("select count(*) from changegate.migration where event = 'applied'"), Is.EqualTo(4));
            }
        }
        finally
        {
            foreach (var database in databases)
            {
                await database.DisposeAsync();
            }
        }
    }

    private static void KillAndGoOn(TemporaryDirectory shop, Action empty, IReadOnlyDictionary<string, string>? environment = null)
    {
        environment ??= new Dictionary<string, string>();
        var clock = Stopwatch.StartNew();
        var whole = Apply(shop, environment);
        Assert.That(whole.ExitCode, Is.Zero, whole.Error);
        var took = (int)clock.ElapsedMilliseconds;
        var random = new Random(20_261_124);

        for (var moment = 0; moment < 3; moment++)
        {
            empty();

            using (var program = ChangeGateProgram.Start(shop.Path, environment, Arguments("apply")))
            {
                program.WaitForExit(random.Next(took / 3, took));
                program.Kill();
                program.WaitForExit();
            }

            ProgramRun? last = null;

            for (var run = 0; run < 3 && last?.ExitCode != 0; run++)
            {
                last = Apply(shop, environment);
            }

            Assert.That(last!.ExitCode, Is.Zero, last.Output + last.Error);
        }
    }

    private static string[] Arguments(string verb) => [verb, "--environment", "production", "--targets-from", "fleet", "--format", "json"];

    private static ProgramRun Apply(TemporaryDirectory shop, IReadOnlyDictionary<string, string>? environment = null) => ChangeGateProgram.Run(shop.Path, environment ?? new Dictionary<string, string>(), Arguments("apply"));

    private static ProgramRun Status(TemporaryDirectory shop) => ChangeGateProgram.Run(shop.Path, Arguments("status"));

    private static List<string> States(ProgramRun run) =>
        [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("waves").EnumerateArray().SelectMany(wave => wave.GetProperty("members").EnumerateArray()).Select(member => member.GetProperty("state").GetString()!)];

    private static List<string> Standings(ProgramRun run) => [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("standing").GetString()!)];

    private static IEnumerable<long> Applied(TemporaryDirectory shop) =>
        Names().Select(name => (long)SqliteShell.Scalar(shop[$"db/{name}.db"], "select count(distinct path) from changegate_migration where event = 'applied'")!);

    private static IEnumerable<string> Names() => Enumerable.Range(1, Members).Select(number => $"m{number:00}");

    private static List<string> Bundles(TemporaryDirectory shop) => [.. Directory.GetFiles(shop["evidence"], "*.evidence.json").Order(StringComparer.Ordinal)];

    private static TemporaryDirectory NewShop(string health = "", string dialect = "sqlite", string settings = "tolerate: 0", int steps = 2)
    {
        var shop = new TemporaryDirectory();
        shop.Write("changegate.yml", $$"""
            version: 1
            targets:
              shop:
                dialect: {{dialect}}
                migrations: migrations
                environments:
                  production:
                    connection: "db/${member}.db"
                    superuser: allowed
                    fleet:
                      {{settings}}
                      waves:
                        - { name: canary, take: 2{{(health.Length > 0 ? $", health: \"{health}\"" : "")}} }
                        - { name: rest }
            evidence: { folder: evidence, key: runner.key.pem }
            policy:
              approvers: [{ name: dana, key: dana.pub.pem, emails: [dana@shop.example] }]
              clauses:
                - name: data loss needs a person
                  when: { hazard: data-loss }
                  require: { approvals: 1 }
            """);
        Assert.That(new[] { "runner", "dana" }.Select(name => ChangeGateProgram.Run(shop.Path, "key", "--name", name).ExitCode), Is.All.Zero);
        Directory.CreateDirectory(shop["db"]);
        shop.Write("fleet", string.Join('\n', Names()));
        shop.Write("migrations/0001.sql", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);\n");
        shop.Write("migrations/0002.sql", "CREATE TABLE b (id integer);\nINSERT INTO a VALUES (2);\n");

        for (var step = 3; step <= steps; step++)
        {
            shop.Write($"migrations/000{step}.sql", $"INSERT INTO a VALUES ({step});\nCREATE TABLE t{step} (id integer);\n");
        }

        return shop;
    }
}
