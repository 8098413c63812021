using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Journals;

/// <summary>What all tools have in common, tool by tool: there and back, in the tool's own words.</summary>
[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class ToolJournalTests(Dialect dialect)
{
    private static IEnumerable<ToolCase> Tools => ToolCase.All;

    private static async Task<IReadOnlyList<string>> DoneAsync(HostedDatabase hosted, ToolCase tool) => await hosted.TextsAsync("done", $"(select {tool.Reads.Replace(" from ", " as done from ", StringComparison.Ordinal)}) as rows");

    [Test]
    public async Task What_is_run_here_the_tool_takes_for_done([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        var run = await hosted.ApplyAsync(tool.Files);

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
        Assert.That(await DoneAsync(hosted, tool), Is.EqualTo(tool.AfterBoth));
        Assert.That((await hosted.StatusAsync(tool.Files)).IsUpToDate, Is.True);
    }

    [Test]
    public async Task The_table_is_the_one_that_the_tool_makes([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var ours = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        await using var theirs = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        await ours.ApplyAsync(tool.Files);
        await theirs.MakeAsync(tool.Creation(dialect));

        Assert.That((await TableShape.OfAsync(ours, tool.Table)).ToLowerInvariant(), Is.EqualTo((await TableShape.OfAsync(theirs, tool.Table)).ToLowerInvariant()));
    }

    [Test]
    public async Task A_history_is_taken_over_and_goes_on([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        await hosted.Database.ExecuteAsync(ToolCase.Users);
        await hosted.MakeAsync(tool.Creation(dialect));
        await hosted.Database.ExecuteAsync(tool.Row);
        var refusal = await HostedDatabase.RefusalAsync(() => hosted.ApplyAsync(tool.Files));
        var adoption = await hosted.AdoptAsync(tool.Files);
        var untouched = await DoneAsync(hosted, tool);
        var run = await hosted.ApplyAsync(tool.Files);

        Assert.That(refusal.Problem, Does.Contain($"has run `{tool.First}`"));
        Assert.That(adoption.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { tool.First }));
        Assert.That(untouched, Is.EqualTo(tool.AfterFirst));
        Assert.That(run.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { tool.Second }), run.Because);
        Assert.That(await DoneAsync(hosted, tool), Is.EqualTo(tool.AfterBoth));
    }

    [Test]
    public async Task What_is_taken_back_the_tool_would_run_again([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        await hosted.ApplyAsync([tool.Files[0]]);
        await hosted.ApplyAsync(tool.Files, (tool.Second, "DROP TABLE orders"));
        var back = await hosted.RollBackAsync(tool.Files);

        Assert.That(back.Outcome, Is.EqualTo(RunOutcome.Succeeded), back.Because);
        Assert.That(await DoneAsync(hosted, tool), Is.EqualTo(tool.AfterFirst));
        Assert.That((await hosted.ApplyAsync(tool.Files)).Outcome, Is.EqualTo(RunOutcome.Succeeded));
        Assert.That(await DoneAsync(hosted, tool), Is.EqualTo(tool.AfterBoth));
    }

    [Test]
    public async Task What_ChangeGate_alone_has_is_written_for_the_tool([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, JournalSetting.Own);
        await hosted.ApplyAsync(tool.Files);
        var both = new HostedDatabase(hosted.Database, tool.Setting);
        var refusal = await HostedDatabase.RefusalAsync(() => both.ApplyAsync(tool.Files));
        var written = await both.AdoptAsync(tool.Files, intoTool: true);

        Assert.That(refusal.Problem, Does.Contain("would run it again"));
        Assert.That(written.Migrations, Has.Count.EqualTo(2));
        Assert.That(await DoneAsync(both, tool), Is.EqualTo(tool.AfterBoth));
        Assert.That((await both.ApplyAsync(tool.Files)).Outcome, Is.EqualTo(RunOutcome.Succeeded));
    }

    [Test]
    public async Task The_table_that_a_tool_left_behind_is_no_drift([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, JournalSetting.Own);
        await hosted.ApplyAsync([tool.Files[0]]);
        await hosted.MakeAsync(tool.Creation(dialect));

        Assert.That((await hosted.ApplyAsync(tool.Files)).Outcome, Is.EqualTo(RunOutcome.Succeeded));
    }

    [TestCase(JournalKind.GolangMigrate, "update schema_migrations set dirty = true", "marked as dirty")]
    [TestCase(JournalKind.GolangMigrate, "update schema_migrations set version = 77", "no file here")]
    [TestCase(JournalKind.Prisma, "update _prisma_migrations set finished_at = null", "begun and not finished")]
    [TestCase(JournalKind.Prisma, "update _prisma_migrations set checksum = 'x'", "another checksum")]
    [TestCase(JournalKind.Diesel, "update __diesel_schema_migrations set version = '77'", "no file here")]
    [TestCase(JournalKind.Dbmate, "update schema_migrations set version = '77'", "no file here")]
    [TestCase(JournalKind.Goose, "update goose_db_version set version_id = 77 where version_id = 9", "no file here")]
    [TestCase(JournalKind.EntityFramework, "update \"__EFMigrationsHistory\" set \"MigrationId\" = '77'", "no file here")]
    public async Task What_cannot_be_built_on_is_refused(JournalKind kind, string change, string because)
    {
        var tool = ToolCase.All.Single(one => one.Kind == kind);
        await using var hosted = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        await hosted.Database.ExecuteAsync(ToolCase.Users);
        await hosted.MakeAsync(tool.Creation(dialect));
        await hosted.Database.ExecuteAsync(tool.Row);
        await hosted.Database.ExecuteAsync(change);

        Assert.That((await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(tool.Files))).Problem, Does.Contain(because));
    }

    [Test]
    public async Task A_table_that_is_not_there_is_nothing_to_take_over([ValueSource(nameof(Tools))] ToolCase tool)
    {
        await using var hosted = await HostedDatabase.CreateAsync(dialect, tool.Setting);

        Assert.That((await HostedDatabase.RefusalAsync(() => hosted.AdoptAsync(tool.Files))).Problem, Does.StartWith("There is no table"));
    }

    [Test]
    public async Task The_lock_that_EF_makes_in_SQLite_is_no_drift()
    {
        var tool = ToolCase.All.Single(one => one.Kind == JournalKind.EntityFramework);
        await using var hosted = await HostedDatabase.CreateAsync(dialect, tool.Setting);
        await hosted.ApplyAsync([tool.Files[0]]);
        await hosted.Database.ExecuteAsync("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");

        Assert.That((await hosted.ApplyAsync(tool.Files)).Outcome, Is.EqualTo(RunOutcome.Succeeded));
    }

    [Test]
    public async Task A_script_that_EF_wrote_inserts_its_row_itself()
    {
        var creation = ToolCase.All.Single(one => one.Kind == JournalKind.EntityFramework).Creation(dialect).Replace("CREATE TABLE \"", "CREATE TABLE IF NOT EXISTS \"", StringComparison.Ordinal);
        var files = HostedDatabase.Files(MigrationLayout.Plain, ("20240101000000_Users.sql", $"{creation};\n{ToolCase.Users}INSERT INTO \"__EFMigrationsHistory\" VALUES ('20240101000000_Users', '8.0.2');"));
        await using var hosted = await HostedDatabase.CreateAsync(dialect, new JournalSetting(JournalKind.EntityFramework));
        var run = await hosted.ApplyAsync(files);

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
        Assert.That(await hosted.TextsAsync("\"ProductVersion\"", "\"__EFMigrationsHistory\""), Is.EqualTo(new[] { "8.0.2" }));
    }
}
