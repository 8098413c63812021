using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Journals;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class DbUpJournalTests(Dialect dialect)
{
    private const string Users = "CREATE TABLE users (id integer PRIMARY KEY);";

    private const string Orders = "CREATE TABLE orders (id integer PRIMARY KEY);";

    private static readonly Migration[] Both = HostedDatabase.Files(MigrationLayout.Plain, ("Script10.sql", Users), ("Script2.sql", Orders));

    private static readonly JournalSetting DbUp = new(JournalKind.DbUp);

    private string Table => dialect == Dialect.PostgreSql ? "\"schemaversions\"" : "[SchemaVersions]";

    /// <summary>The statement by which DbUp makes its table, and the one by which it writes a row.</summary>
    private string Creation => dialect == Dialect.PostgreSql
        ? """CREATE TABLE "schemaversions" (schemaversionsid serial NOT NULL, scriptname character varying(255) NOT NULL, applied timestamp without time zone NOT NULL, CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid))"""
        : "CREATE TABLE [SchemaVersions] (\n    SchemaVersionID INTEGER CONSTRAINT [PK_SchemaVersions_Id] PRIMARY KEY AUTOINCREMENT NOT NULL,\n    ScriptName TEXT NOT NULL,\n    Applied DATETIME NOT NULL\n)";

    private string Insertion(string name) => $"insert into {Table} (ScriptName, Applied) values ('{name}', '2024-03-01 12:00:00')";

    /// <summary>What DbUp would run now: by ordinal name, without those that its table has.</summary>
    private async Task<string[]> PendingOfDbUpAsync(HostedDatabase hosted, IEnumerable<string> names)
    {
        var executed = await hosted.TextsAsync("scriptname", $"{Table} order by scriptname");
        return [.. names.Except(executed, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    [Test]
    public async Task What_is_run_here_DbUp_would_not_run_again()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        var before = DateTime.Now.AddSeconds(-1);
        var run = await hosted.ApplyAsync(Both);

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
        Assert.That(await hosted.TextsAsync("scriptname", $"{Table} order by 1"), Is.EqualTo(new[] { "Script10.sql", "Script2.sql" }));
        Assert.That(await PendingOfDbUpAsync(hosted, ["Script10.sql", "Script2.sql", "Script3.sql"]), Is.EqualTo(new[] { "Script3.sql" }));

        var applied = (await hosted.TextsAsync("applied", $"{Table} order by 1")).Select(text => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(applied, Has.All.InRange(before, DateTime.Now.AddSeconds(1)));
    }

    [Test]
    public async Task The_table_is_the_one_that_DbUp_makes()
    {
        await using var ours = await HostedDatabase.CreateAsync(dialect, DbUp);
        await using var theirs = await HostedDatabase.CreateAsync(dialect, DbUp);
        await ours.ApplyAsync(Both);
        await theirs.MakeAsync(Creation);

        Assert.That(await TableShape.OfAsync(ours, "schemaversions"), Is.EqualTo(await TableShape.OfAsync(theirs, "schemaversions")));
    }

    [Test]
    public async Task A_history_of_DbUp_is_taken_over_and_goes_on()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        await hosted.Database.ExecuteAsync(Users);
        await hosted.MakeAsync(Creation);
        await hosted.Database.ExecuteAsync(Insertion("Script10.sql"));
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(Both));
        var adoption = await hosted.AdoptAsync(Both);
        var run = await hosted.ApplyAsync(Both);

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.JournalsDiffer).And.Property("Problem").Contains("DbUp has run `Script10.sql`").And.Property("Remedy").Contains("adopt --from dbup"));
        Assert.That(adoption.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "Script10.sql" }));
        Assert.That(run.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "Script2.sql" }), run.Because);
        Assert.That(await hosted.TextsAsync("scriptname", $"{Table} order by 1"), Is.EqualTo(new[] { "Script10.sql", "Script2.sql" }));
    }

    [Test]
    public async Task Nothing_is_taken_over_of_a_database_that_is_elsewhere()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        await hosted.Database.ExecuteAsync("CREATE TABLE users (id integer PRIMARY KEY, by_hand text)");
        await hosted.MakeAsync(Creation);
        await hosted.Database.ExecuteAsync(Insertion("Script10.sql"));
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(Both));

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.Drift));
    }

    [Test]
    public async Task A_row_without_a_file_is_named()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        await hosted.MakeAsync(Creation);
        await hosted.Database.ExecuteAsync(Insertion("MyApp.Script10.sql"));
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(Both));

        Assert.That(refusal.Problem, Does.Contain("`MyApp.Script10.sql`").And.Contain("no file"));
    }

    [Test]
    public async Task A_row_that_somebody_deleted_is_missed_and_can_be_written_again()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        await hosted.ApplyAsync(Both);
        await hosted.Database.ExecuteAsync($"delete from {Table} where scriptname = 'Script2.sql'");
        var status = await hosted.StatusAsync(Both);
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(Both));
        var written = await hosted.AdoptAsync(Both, intoTool: true);

        Assert.That(status.Attention, Does.Contain("lacks `Script2.sql`"));
        Assert.That(refusal.Problem, Does.Contain("lacks `Script2.sql`").And.Contain("would run it again"));
        Assert.That(written.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "Script2.sql" }));
        Assert.That((await hosted.StatusAsync(Both)).IsUpToDate, Is.True);
    }

    [Test]
    public async Task What_is_taken_back_DbUp_would_run_again()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        await hosted.ApplyAsync(Both, ("Script10.sql", "DROP TABLE users"), ("Script2.sql", "DROP TABLE orders"));
        var back = await hosted.RollBackAsync(Both);

        Assert.That(back.Outcome, Is.EqualTo(RunOutcome.Succeeded), back.Because);
        Assert.That(await hosted.Database.CountAsync(Table), Is.Zero);
    }

    [Test]
    public async Task A_migration_that_fails_leaves_no_row_and_no_table()
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        var run = await hosted.ApplyAsync(HostedDatabase.Files(MigrationLayout.Plain, ("1.sql", "CREATE TABLE half (id integer); INSERT INTO nowhere VALUES (1);")));

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(async () => await hosted.Database.CountAsync(Table), Throws.Exception);
    }

    [TestCase(ScriptNaming.Relative, "", "Script10.sql")]
    [TestCase(ScriptNaming.Embedded, "MyApp.Scripts.", "MyApp.Scripts.Script10.sql")]
    public async Task Names_are_made_as_the_configuration_says(ScriptNaming names, string prefix, string expected)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp with { Names = names, Prefix = prefix, Table = "Journal", Schema = dialect == Dialect.PostgreSql ? "app" : null });
        await hosted.ApplyAsync([Both[0]]);
        var again = await hosted.ApplyAsync(Both);
        var table = dialect == Dialect.PostgreSql ? "app.\"Journal\"" : "[Journal]";

        Assert.That(again.Outcome, Is.EqualTo(RunOutcome.Succeeded), again.Because);
        Assert.That((await hosted.TextsAsync("scriptname", table))[0], Is.EqualTo(expected));
    }

    [Test]
    public async Task A_variable_in_a_text_is_refused_unless_DbUp_replaces_none()
    {
        var files = HostedDatabase.Files(MigrationLayout.Plain, ("1.sql", "CREATE TABLE names (name text);\nINSERT INTO names VALUES ('$environment$'); -- $not_this$"));
        await using var hosted = await HostedDatabase.CreateAsync(dialect, DbUp);
        await using var without = await HostedDatabase.CreateAsync(dialect, DbUp with { ReplacesVariables = false });
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(files));
        var run = await without.ApplyAsync(files);

        Assert.That(refusal, Has.Property("Kind").EqualTo(RefusalKind.CannotRun).And.Property("Problem").Contains("`$environment$`"));
        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
    }
}
