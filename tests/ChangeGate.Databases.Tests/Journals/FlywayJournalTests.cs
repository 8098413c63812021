using System.IO.Compression;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Runs;
using Npgsql;

namespace ChangeGate.Databases.Tests.Journals;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class FlywayJournalTests(Dialect dialect)
{
    private const string Table = "flyway_schema_history";

    private const string Users = "CREATE TABLE users (\r\n  id integer PRIMARY KEY\r\n);\r\n";

    private const string Orders = "CREATE TABLE orders (id integer PRIMARY KEY);";

    private static readonly JournalSetting Flyway = new(JournalKind.Flyway);

    private static readonly Migration[] Both = HostedDatabase.Files(MigrationLayout.Flyway, ("sub/V1_10__add_orders.sql", Orders), ("V1_9__add_users.sql", Users));

    private string Creation => dialect == Dialect.PostgreSql
        ? """
        CREATE TABLE "public"."flyway_schema_history" ("installed_rank" INT NOT NULL, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL,
            "checksum" INTEGER, "installed_by" VARCHAR(100) NOT NULL, "installed_on" TIMESTAMP NOT NULL DEFAULT now(), "execution_time" INTEGER NOT NULL, "success" BOOLEAN NOT NULL);
        ALTER TABLE "public"."flyway_schema_history" ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank");
        CREATE INDEX "flyway_schema_history_s_idx" ON "public"."flyway_schema_history" ("success")
        """
        : """
        CREATE TABLE "main"."flyway_schema_history" (
            "installed_rank" INT NOT NULL PRIMARY KEY,
            "version" VARCHAR(50),
            "description" VARCHAR(200) NOT NULL,
            "type" VARCHAR(20) NOT NULL,
            "script" VARCHAR(1000) NOT NULL,
            "checksum" INT,
            "installed_by" VARCHAR(100) NOT NULL,
            "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
            "execution_time" INT NOT NULL,
            "success" BOOLEAN NOT NULL
        );
        CREATE INDEX "main"."flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")
        """;

    private static Task AddAsync(HostedDatabase hosted, int rank, string? version, string description, string type, string script, int? checksum, bool success = true) => hosted.Database.ExecuteAsync(
        $"""
        INSERT INTO "{Table}" ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "execution_time", "success")
        VALUES ({rank}, {(version is null ? "NULL" : $"'{version}'")}, '{description}', '{type}', '{script}', {checksum?.ToString() ?? "NULL"}, 'me', 3, {(success ? "true" : "false")})
        """);

    /// <summary>Flyway's checksum by another's CRC-32, and lines cut by a reader that knows all three ends of lines.</summary>
    private static int ChecksumOf(string text)
    {
        using var buffer = new MemoryStream();

        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("lines").Open())
        using (var reader = new StringReader(text.TrimStart('\uFEFF')))
        {
            while (reader.ReadLine() is { } line)
            {
                entry.Write(Encoding.UTF8.GetBytes(line));
            }
        }

        using var read = new ZipArchive(buffer, ZipArchiveMode.Read);
        return unchecked((int)read.Entries[0].Crc32);
    }

    [Test]
    public async Task What_is_run_here_Flyway_validates_and_would_not_run_again()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        var run = await hosted.ApplyAsync(Both);
        var rows = await hosted.TextsAsync(
            """ "installed_rank" || ' ' || "version" || ' ' || "description" || ' ' || "type" || ' ' || "script" || ' ' || "checksum" || ' ' || "success" """,
            $"\"{Table}\" where \"installed_rank\" > -1 order by \"installed_rank\"");
        var yes = dialect == Dialect.PostgreSql ? "true" : "1";

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
        Assert.That(rows, Is.EqualTo(new[]
        {
            $"1 1.9 add users SQL V1_9__add_users.sql {ChecksumOf(Users)} {yes}",
            $"2 1.10 add orders SQL sub/V1_10__add_orders.sql {ChecksumOf(Orders)} {yes}",
        }));
        Assert.That(await hosted.TextsAsync("\"installed_by\"", $"\"{Table}\""), Has.All.EqualTo(dialect == Dialect.PostgreSql ? await hosted.Database.ScalarAsync("select current_user::text") : ""));
        Assert.That(await hosted.Database.CountAsync($"\"{Table}\" where \"execution_time\" < 0 or \"execution_time\" > 60000 or \"installed_on\" is null"), Is.Zero);
    }

    [Test]
    public async Task The_table_is_the_one_that_Flyway_makes()
    {
        await using var ours = await HostedDatabase.CreateAsync(dialect, Flyway);
        await using var theirs = await HostedDatabase.CreateAsync(dialect, Flyway);
        await ours.ApplyAsync(Both);
        await theirs.MakeAsync(Creation);

        Assert.That(await TableShape.OfAsync(ours, Table), Is.EqualTo(await TableShape.OfAsync(theirs, Table)));
    }

    [Test]
    public async Task A_history_of_Flyway_is_taken_over_and_goes_on()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        await hosted.Database.ExecuteAsync(Users);
        await hosted.MakeAsync(Creation);
        await AddAsync(hosted, 1, "1.9.0", "add users", "SQL", "V1_9__add_users.sql", ChecksumOf(Users));
        var adoption = await hosted.AdoptAsync(Both);
        var run = await hosted.ApplyAsync(Both);

        Assert.That(adoption.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "V1_9__add_users.sql" }));
        Assert.That(run.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "sub/V1_10__add_orders.sql" }), run.Because);
        Assert.That(await hosted.TextsAsync("\"installed_rank\"", $"\"{Table}\" order by 1"), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task A_baseline_stands_for_what_is_not_above_it_and_what_was_undone_does_not_stand()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        await hosted.Database.ExecuteAsync(Users);
        await hosted.MakeAsync(Creation);
        await AddAsync(hosted, 1, "1.9", "<< Flyway Baseline >>", "BASELINE", "<< Flyway Baseline >>", null);
        await AddAsync(hosted, 2, "1.10", "add orders", "SQL", "sub/V1_10__add_orders.sql", ChecksumOf(Orders));
        await AddAsync(hosted, 3, "1.10", "add orders", "UNDO_SQL", "U1_10__add_orders.sql", 7);

        Assert.That((await hosted.AdoptAsync(Both)).Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "V1_9__add_users.sql" }));
    }

    [TestCase("1.9", true, 1, "another checksum")]
    [TestCase("7", true, null, "no file here")]
    [TestCase("1.9", false, null, "written down as failed")]
    public async Task What_cannot_be_built_on_is_refused(string version, bool success, int? checksum, string because)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        await hosted.MakeAsync(Creation);
        await AddAsync(hosted, 1, version, "add users", "SQL", $"V{version}__add_users.sql", checksum, success);
        var adopting = await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(Both));
        var running = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(Both));

        Assert.That(adopting.Problem, Does.Contain(because));
        Assert.That(running.Problem, Is.EqualTo(adopting.Problem));
    }

    [Test]
    public async Task What_is_taken_back_Flyway_would_run_again()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        await hosted.ApplyAsync([Both[0]]);
        await hosted.ApplyAsync(Both, ("sub/V1_10__add_orders.sql", "DROP TABLE orders"));
        await hosted.RollBackAsync(Both);
        var again = await hosted.ApplyAsync(Both);

        Assert.That(again.Outcome, Is.EqualTo(RunOutcome.Succeeded), again.Because);
        Assert.That(await hosted.TextsAsync("\"version\"", $"\"{Table}\" order by \"installed_rank\""), Is.EqualTo(new[] { "1.9", "1.10" }));
    }

    [Test]
    public async Task A_new_version_runs_after_a_repeatable_one_has()
    {
        var views = ("R__views.sql", "CREATE VIEW v AS SELECT 1 AS one;");
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        await hosted.ApplyAsync(HostedDatabase.Files(MigrationLayout.Flyway, ("V1__users.sql", Users), views));
        var files = HostedDatabase.Files(MigrationLayout.Flyway, ("V1__users.sql", Users), ("V2__orders.sql", Orders), views);

        Assert.That((await hosted.StatusAsync(files)).Migrations.Select(status => status.State), Is.EqualTo(new[] { MigrationState.Applied, MigrationState.Pending, MigrationState.Applied }));
        Assert.That((await hosted.ApplyAsync(files)).Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "V2__orders.sql" }));
        Assert.That(await hosted.Database.CountAsync($"\"{Table}\" where \"version\" is null and \"description\" = 'views'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_placeholder_is_refused()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(HostedDatabase.Files(MigrationLayout.Flyway, ("V1__a.sql", "CREATE TABLE ${owner}_users (id integer)"))));

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.CannotRun).And.Property("Problem").Contains("`${owner}`"));
    }

    [Test]
    public async Task A_script_that_Flyway_would_not_run_is_told()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, Flyway);
        var run = await hosted.ApplyAsync(HostedDatabase.Files(MigrationLayout.Flyway, ("V1__a.sql", dialect == Dialect.PostgreSql ? "CREATE TABLE a (id integer);\nCREATE INDEX CONCURRENTLY i ON a (id);" : "CREATE TABLE a (id integer);")));

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
        Assert.That(await hosted.Database.CountAsync($"\"{Table}\""), Is.EqualTo(1));
        Assert.That(hosted.Remarks.Any(remark => remark.Contains("`mixed`", StringComparison.Ordinal)), Is.EqualTo(dialect == Dialect.PostgreSql));
    }

    [TestCase("")]
    [TestCase("SELECT 1")]
    [TestCase("a\nb\nc")]
    [TestCase("a\r\nb\r\nc\r\n")]
    [TestCase("a\rb\rc\r")]
    [TestCase("\uFEFFa\n\n\r\nß€😀\n")]
    public void Checksums_are_those_of_the_lines(string text) => Assert.That(FlywayJournal.Checksum(text), Is.EqualTo(ChecksumOf(text)));

    [Test]
    public void Checksums_do_not_tell_ends_of_lines_apart() =>
        Assert.That(new[] { "a\nb", "a\r\nb\r\n", "a\rb", "\uFEFFa\nb\n" }.Select(FlywayJournal.Checksum), Has.All.EqualTo(unchecked((int)Crc32.Of("ab"))));

    [Test]
    public void The_hash_of_the_lock_is_Java_s() => Assert.That(FlywayJournal.JavaHash("\"public\".\"flyway_schema_history\""), Is.EqualTo(2_125_624_436));
}

/// <summary>PostgreSQL's advisory locks.</summary>
internal sealed class FlywayLockTests
{
    [Test]
    public async Task Nothing_runs_while_Flyway_is_at_work()
    {
        await using var hosted = await HostedDatabase.CreateAsync(Dialect.PostgreSql, new JournalSetting(JournalKind.Flyway));
        await using var flyway = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(hosted.Database.Connection) { Pooling = false }.ConnectionString);
        await flyway.OpenAsync();
        await new NpgsqlCommand("select pg_try_advisory_lock(77433833903597)", flyway).ExecuteNonQueryAsync();
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(HostedDatabase.Files(MigrationLayout.Flyway, ("V1__a.sql", "CREATE TABLE a (id integer)"))));

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.Locked).And.Property("Problem").Contains("Flyway is at work"));
    }
}
