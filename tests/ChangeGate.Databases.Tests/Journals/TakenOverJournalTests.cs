using System.Security.Cryptography;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Journals;

/// <summary>Histories that are taken over, of tools whose tables are not written.</summary>
[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class TakenOverJournalTests(Dialect dialect)
{
    private const string Changelog = "--liquibase formatted sql\n\n--changeset ada:1 runInTransaction:true\nCREATE TABLE users (id integer PRIMARY KEY);\n--rollback DROP TABLE users;\n\n-- changeset \"ada l\":two\nCREATE TABLE orders (id integer PRIMARY KEY);\n";

    private static readonly Migration[] Formatted = HostedDatabase.Files(MigrationLayout.Plain, ("001.sql", Changelog), ("002.sql", "--liquibase formatted sql\n--changeset ada:3\nCREATE TABLE more (id integer);\n"));

    private static readonly Migration[] Versioned = HostedDatabase.Files(MigrationLayout.Plain, ("1_users.sql", ToolCase.Users), ("2_orders.sql", ToolCase.Orders), ("3_more.sql", "CREATE TABLE more (id integer);"));

    private static string Sum(params string[] parts) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));

    private async Task<HostedDatabase> LiquibaseAsync(params string[] rows)
    {
        var hosted = await HostedDatabase.CreateAsync(dialect, new JournalSetting(JournalKind.Liquibase));
        await hosted.MakeAsync(
            """
            CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TIMESTAMP NOT NULL, ORDEREXECUTED INT NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35),
                DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));
            CREATE TABLE DATABASECHANGELOGLOCK (ID INT NOT NULL, LOCKED BOOLEAN NOT NULL, LOCKGRANTED TIMESTAMP, LOCKEDBY VARCHAR(255), CONSTRAINT PK_DATABASECHANGELOGLOCK PRIMARY KEY (ID));
            """ + string.Concat(rows.Select((row, index) => $"\nINSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE) VALUES ({row}, '2024-01-01', {index + 1}, 'EXECUTED');")).TrimEnd(';'));
        return hosted;
    }

    [Test]
    public async Task A_file_of_Liquibase_counts_when_all_of_its_changesets_have_run()
    {
        await using var hosted = await LiquibaseAsync("'1', 'ada', 'classpath:db/changelog/001.sql'", "'two', 'ada l', 'db\\changelog\\001.sql'");
        await hosted.Database.ExecuteAsync("CREATE TABLE users (id integer PRIMARY KEY)");
        await hosted.Database.ExecuteAsync("CREATE TABLE orders (id integer PRIMARY KEY)");
        var adoption = await hosted.AdoptAsync(Formatted);
        var run = await new HostedDatabase(hosted.Database, JournalSetting.Own).ApplyAsync(Formatted);

        Assert.That(adoption.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "001.sql" }));
        Assert.That(run.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "002.sql" }), run.Because);
    }

    [TestCase("'1', 'ada', '001.sql'", "only in part: its changeset ada l:two")]
    [TestCase("'9', 'ada', '001.sql'", "`001.sql::9::ada`")]
    [TestCase("'1', 'ada', 'other001.sql'", "`other001.sql::1::ada`")]
    public async Task What_Liquibase_ran_otherwise_is_named(string row, string because)
    {
        await using var hosted = await LiquibaseAsync(row);

        Assert.That((await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(Formatted))).Problem, Does.Contain(because));
    }

    [TestCase("--liquibase formatted sql logicalFilePath:a/b.sql\n--changeset x:1\n--changeset y:2 logicalFilePath:c.sql\n", "1 x a/b.sql, 2 y c.sql")]
    [TestCase("-- LIQUIBASE FORMATTED SQL\n--CHANGESET x:1-a splitStatements:false\n", "1-a x f.sql")]
    [TestCase("--changeset x:1\n", "")]
    public void Changesets_are_read_as_Liquibase_reads_them(string text, string expected) =>
        Assert.That(string.Join(", ", LiquibaseJournal.Read(text, "f.sql").Select(set => $"{set.Id} {set.Author} {set.File}")), Is.EqualTo(expected));

    private async Task<HostedDatabase> AtlasAsync(params string[] rows)
    {
        var hosted = await HostedDatabase.CreateAsync(dialect, new JournalSetting(JournalKind.Atlas));
        await hosted.Database.ExecuteAsync("CREATE TABLE atlas_schema_revisions (version varchar(255) NOT NULL, description varchar(255) NOT NULL, type bigint NOT NULL DEFAULT 2, applied bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0, hash varchar(255) NOT NULL, PRIMARY KEY (version))");

        foreach (var row in rows)
        {
            await hosted.Database.ExecuteAsync($"INSERT INTO atlas_schema_revisions (version, description, type, applied, total, hash) VALUES ({row})");
        }

        return hosted;
    }

    [Test]
    public async Task A_history_of_Atlas_is_taken_over_with_its_sums()
    {
        await using var hosted = await AtlasAsync(
            "'.atlas_cloud_identifier', 'x', 0, 0, 0, ''",
            "'1', 'baseline', 1, 0, 0, ''",
            $"'2', 'orders', 2, 1, 1, '{Sum("1_users.sql", ToolCase.Users, "2_orders.sql", ToolCase.Orders)}'");
        await hosted.Database.ExecuteAsync(ToolCase.Users);
        await hosted.Database.ExecuteAsync(ToolCase.Orders);

        Assert.That((await hosted.AdoptAsync(Versioned)).Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "1_users.sql", "2_orders.sql" }));
        Assert.That((await new HostedDatabase(hosted.Database, JournalSetting.Own).ApplyAsync(Versioned)).Outcome, Is.EqualTo(RunOutcome.Succeeded));
    }

    [TestCase("'1', 'users', 2, 1, 2, ''", "with 1 of 2 statements")]
    [TestCase("'1', 'users', 2, 1, 1, 'x'", "another checksum")]
    [TestCase("'7', 'users', 2, 1, 1, 'x'", "no file here")]
    public async Task What_Atlas_ran_otherwise_is_named(string row, string because)
    {
        await using var hosted = await AtlasAsync(row);

        Assert.That((await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(Versioned))).Problem, Does.Contain(because));
    }
}
