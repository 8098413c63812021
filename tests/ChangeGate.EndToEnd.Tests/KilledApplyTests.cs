using System.Diagnostics;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>
/// The tool is killed at moments by chance, every other time with SIGTERM, and resumed: nothing is lost and nothing is done twice.
/// <c>CHANGEGATE_TEST_MOMENTS</c> says how many moments are tried, <c>CHANGEGATE_TEST_PROGRAM</c> which program.
/// </summary>
internal sealed class KilledApplyTests
{
    private const int Migrations = 8;

    private const int MostRuns = 6;

    private static int Moments { get; } = int.TryParse(Environment.GetEnvironmentVariable("CHANGEGATE_TEST_MOMENTS"), out var wanted) ? wanted : 6;

    [Test]
    public void Sqlite_comes_to_its_end_whenever_it_is_killed()
    {
        using var shop = NewShop("sqlite", "shop.db", index: "");
        KillAndResume(
            shop,
            () => Array.ForEach(Directory.GetFiles(shop.Path, "shop.db*"), File.Delete),
            sql => (long)SqliteShell.Scalar(shop["shop.db"], sql)!,
            "changegate_migration");
    }

    [Test]
    public async Task PostgreSql_comes_to_its_end_whenever_it_is_killed()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        using var shop = NewShop("postgresql", database.ConnectionString, index: "CREATE INDEX CONCURRENTLY ran_{0} ON ran (step);\n");
        KillAndResume(
            shop,
            () => database.ExecuteAsync("do $$ begin drop schema if exists changegate cascade; drop schema if exists changegate_archive cascade; drop schema public cascade; create schema public; end $$").Wait(),
            sql => database.ScalarAsync<long>(sql).Result,
            "changegate.migration");

        Assert.That(await database.ScalarAsync<long>("select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname like 'ran_%' and indisvalid"), Is.EqualTo(Migrations));
    }

    private static void KillAndResume(TemporaryDirectory shop, Action empty, Func<string, long> count, string journal)
    {
        var clock = Stopwatch.StartNew();
        Assert.That(Run(shop, "apply").ExitCode, Is.Zero);
        var whole = (int)clock.ElapsedMilliseconds;
        var random = new Random(20_261_123);
        var killed = 0;

        for (var moment = 0; moment < Moments; moment++)
        {
            empty();
            var after = random.Next(whole / 4, whole);

            using (var program = ChangeGateProgram.Start(shop.Path, new Dictionary<string, string>(), "apply", "--environment", "production"))
            {
                killed += program.WaitForExit(after) ? 0 : 1;
                End(program, politely: moment % 2 == 1);
            }

            ProgramRun? last = null;

            for (var run = 0; run < MostRuns && last?.ExitCode != 0; run++)
            {
                last = Run(shop, "apply");
            }

            using (Assert.EnterMultipleScope())
            {
                Assert.That(last?.ExitCode, Is.Zero, $"killed after {after} ms: {last?.Error}");
                Assert.That(count("select count(*) from ran"), Is.EqualTo(Migrations), $"killed after {after} ms");
                Assert.That(count("select count(distinct step) from ran"), Is.EqualTo(Migrations), $"killed after {after} ms");
                Assert.That(count($"select count(*) from {journal} where event = 'applied'"), Is.EqualTo(Migrations), $"killed after {after} ms");
                Assert.That(Run(shop, "drift").ExitCode, Is.Zero, $"killed after {after} ms");
            }
        }

        TestContext.Out.WriteLine($"{killed} of {Moments} killed, within {whole} ms");
    }

    private static void End(Process program, bool politely)
    {
        if (!politely)
        {
            program.Kill();
            program.WaitForExit();
            return;
        }

        using var signal = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        var (_, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        Assert.That(program.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.That(program.ExitCode, Is.AnyOf(0, 3, 128 + 15), error.Result);
    }

    private static ProgramRun Run(TemporaryDirectory shop, string verb) => ChangeGateProgram.Run(shop.Path, verb, "--environment", "production");

    private static TemporaryDirectory NewShop(string dialect, string connection, string index)
    {
        var shop = new TemporaryDirectory();
        shop.Write("changegate.yml", $$"""
            version: 1
            targets:
              shop:
                dialect: {{dialect}}
                migrations: migrations
                environments:
                  production: { connection: "{{connection}}", superuser: allowed }
            evidence: { folder: evidence, key: runner.key.pem }
            policy:
              clauses:
                - name: data loss needs a person
                  when: { hazard: data-loss }
                  require: { approvals: 1 }
            """);
        Assert.That(ChangeGateProgram.Run(shop.Path, "key", "--name", "runner").ExitCode, Is.Zero);

        for (var step = 1; step <= Migrations; step++)
        {
            var table = step == 1 ? "CREATE TABLE ran (step integer);\n" : $"CREATE TABLE t{step} (id integer);\n";
            shop.Write($"migrations/000{step}.sql", $"{table}{string.Format(index, step)}INSERT INTO ran VALUES ({step});\n");
        }

        return shop;
    }
}
