using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>Migrations that harm whoever runs them, rehearsed by the command: each is said for what it is, the next one is rehearsed all the same, and nothing is left.</summary>
internal sealed class ContainmentTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly (string Sql, string Because)[] AgainstSqlite =
    [
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;", "It ran for more than 1 s."),
        ("SELECT instr(replace(hex(zeroblob(14000000)), '0', 'a'), replace(hex(zeroblob(7000000)), '0', 'a') || 'b');", "It ran for more than 1 s."),
        ("CREATE TEMP TABLE m AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(30000000) FROM n;", "It"),
        ("CREATE TABLE g (a INTEGER, b AS (zeroblob(1000000000))); INSERT INTO g VALUES (1);", "too big"),
        ("ATTACH 'outside.db' AS outside;", "gets at no other file"),
        ("VACUUM INTO 'outside.db';", "gets at no other file"),
        ("SELECT load_extension('/lib/x.so');", "not authorized"),
        ("SELECT readfile('/etc/passwd');", "no such function"),
        (".shell touch outside.db", "not SQL"),
        ("COMMIT; BEGIN IMMEDIATE; CREATE TABLE c (i);", "out of the runner's hands"),
        ("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE orders(' WHERE name = 'orders';", "SQLite can no longer read the shadow"),
    ];

    private static readonly (string Sql, string Because)[] AgainstPostgreSql =
    [
        ("SET statement_timeout = 0; SELECT pg_sleep(1000);", "It ran for more than 1 s."),
        ("DO $$ BEGIN LOOP END LOOP; END $$;", "It ran for more than 1 s."),
        ("CREATE FUNCTION f(i int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN f(i + 1); END'; SELECT f(1);", "stack depth limit exceeded"),
        ("SELECT array_agg(repeat(md5(i::text), 3000000)) FROM generate_series(1, 1000000) AS i;", "It"),
        ("COPY orders (note) FROM '/etc/passwd';", "may nothing else"),
        ("COPY (SELECT 1) TO PROGRAM 'touch outside.db';", "may nothing else"),
        ("SELECT pg_read_file('/etc/passwd');", "may nothing else"),
        ("CREATE EXTENSION dblink;", "may nothing else"),
        ("ALTER SYSTEM SET work_mem = '1GB';", "may nothing else"),
        ("SET SESSION AUTHORIZATION changegate_owner;", "may nothing else"),
        ("\\! touch outside.db", "not SQL"),
        ("SELECT pg_terminate_backend(pg_backend_pid());", "It ended the session that it ran in."),
        ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid();", "no longer held"),
        ("DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS NULL', current_database()); END $$;", "does not have the mark"),
        ("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database()); END $$;", "Nobody can connect"),
        ("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I IS_TEMPLATE true', current_database()); END $$;", "DO block"),
        ("CREATE TABLE r (i int); CREATE POLICY p ON r USING (pg_sleep(1000) IS NULL); ALTER TABLE r ENABLE ROW LEVEL SECURITY; ALTER TABLE r FORCE ROW LEVEL SECURITY; INSERT INTO r VALUES (1);", ""),
    ];

    [Test]
    public void Sqlite_contains_it() => Contains("sqlite", AgainstSqlite, new Dictionary<string, string>());

    [Test]
    public void PostgreSql_contains_it() => Contains("postgresql", AgainstPostgreSql, Programs());

    [Test]
    public async Task A_container_contains_it()
    {
        if (await DockerDaemon.SilenceAsync() is { } silence)
        {
            Assert.Ignore(silence);
        }

        Contains("postgresql", AgainstPostgreSql, new Dictionary<string, string>(), "--server", $"docker://{DockerDaemon.Image}");
    }

    [Test]
    public async Task Many_at_once_do_not_know_of_each_other()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("migrations/0001.sql", Orders);
        folder.Write("migrations/0002.sql", "ALTER TABLE orders DROP COLUMN note;");

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ChangeGateProgram.Run(folder.Path, Programs(), Arguments("postgresql")))));

        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, runs[0].Error);
        Assert.That(runs.SelectMany(run => Verdicts(run.Output)), Is.All.EqualTo("proved-with-data"));
    }

    [Test]
    public async Task A_killed_command_leaves_neither_server_nor_folder()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("migrations/0001.sql", Orders);
        folder.Write("migrations/0002.sql", "SELECT pg_sleep(1000);");

        using var program = ChangeGateProgram.Start(folder.Path, Programs(), Arguments("postgresql"));
        await program.StandardOutput.ReadLineAsync();
        var shadow = ShadowOf(program.Id);
        var server = int.Parse(File.ReadLines(Path.Combine(shadow, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        program.Kill();

        await UntilAsync(() => !Directory.Exists(shadow) && !Directory.Exists($"/proc/{server}"));
    }

    private static void Contains(string dialect, (string Sql, string Because)[] attacks, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("migrations/0000.sql", Orders);

        foreach (var (index, (sql, _)) in attacks.Index())
        {
            folder.Write($"migrations/{index + 1:0000}.sql", sql);
        }

        folder.Write("migrations/9999.sql", "ALTER TABLE orders DROP COLUMN note;");
        var run = ChangeGateProgram.Run(folder.Path, environment, Arguments(dialect, ["--statement-limit", "1", .. more]));
        var said = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.That(said, Has.Count.EqualTo(attacks.Length + 2), run.Error);
        Assert.That((run.ExitCode, VerdictOf(said[0]), VerdictOf(said[^1])), Is.EqualTo((1, "proved-with-data", "proved-with-data")), run.Error);

        foreach (var (index, (sql, because)) in attacks.Index())
        {
            Assert.That(said[index + 1].GetProperty("rollback").GetProperty("because").GetString() ?? "", Does.Contain(because), sql);
        }

        Assert.That(Directory.EnumerateFiles(folder.Path, "outside*", SearchOption.AllDirectories), Is.Empty);
    }

    private static string[] Arguments(string dialect, params string[] more) => ["rehearse", "--folder", "migrations", "--dialect", dialect, "--each", "--format", "json", .. more];

    private static IEnumerable<string?> Verdicts(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => VerdictOf(JsonDocument.Parse(line).RootElement));

    private static string? VerdictOf(JsonElement document) => document.GetProperty("rollback").GetProperty("verdict").GetString();

    private static Dictionary<string, string> Programs()
    {
        var installed = InstalledPostgres.All is [var newest, ..] ? newest : InstalledPostgres.Of(18);

        return new Dictionary<string, string> { ["CHANGEGATE_POSTGRES_PROGRAMS"] = installed.Programs, ["CHANGEGATE_CACHE"] = Repository.PathTo("artifacts", "shadows") };
    }

    // The shell that serves it names its folder.
    private static string ShadowOf(int command) => Directory.EnumerateDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), out _) && Read(process, "stat").Split(')')[^1].Split(' ').ElementAtOrDefault(2) == $"{command}")
        .SelectMany(process => Read(process, "cmdline").Split('\0'))
        .First(argument => Path.GetFileName(argument).StartsWith("cgshadow-", StringComparison.Ordinal));

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var start = Stopwatch.GetTimestamp();

        while (!isSo())
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience));
            await Task.Delay(20);
        }
    }
}
