using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Tests.Journals;

/// <summary>A fresh database in which the journal of another tool is kept.</summary>
internal sealed class HostedDatabase(TestDatabase database, JournalSetting setting) : IAsyncDisposable
{
    public TestDatabase Database => database;

    public List<string> Remarks { get; } = [];

    public static async Task<HostedDatabase> CreateAsync(Dialect dialect, JournalSetting setting) => new(await TestDatabase.CreateAsync(dialect), setting);

    public static Migration[] Files(MigrationLayout layout, params (string Path, string Sql)[] scripts) =>
        [.. MigrationLayouts.Arrange(scripts.Select(script => new ScriptFile(script.Path, System.Text.Encoding.UTF8.GetBytes(script.Sql))), layout)];

    public Task<IEngine> OpenAsync(IReadOnlyList<Migration> files) =>
        Engines.OpenAsync(database.Address with { Host = HostJournals.For(setting, database.Dialect, () => files, TimeProvider.System) }, TimeProvider.System, default);

    public async Task<RunReport> ApplyAsync(IReadOnlyList<Migration> files, params (string Path, string Reverse)[] reverses)
    {
        await using var engine = await OpenAsync(files);
        var planned = files.Select(file => new PlannedMigration(file, SqlDialects.For(database.Dialect).Read(file.Text), RollbackOf(file.Path, reverses)));
        var progress = new TestRun.Progress(news => Remarks.AddRange(news is HostReadsOtherwise other ? [other.Sentence] : []));
        return await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(TestRun.Plan([.. planned]), progress, default);
    }

    public async Task<RunReport> RollBackAsync(IReadOnlyList<Migration> files)
    {
        await using var engine = await OpenAsync(files);
        var plan = new RollbackPlan { Target = "shop", Environment = "staging", Actor = "tester" };
        return await new RollbackRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(plan, new TestRun.Progress(_ => { }), default);
    }

    public async Task<AdoptionReport> AdoptAsync(IReadOnlyList<Migration> files, bool intoTool = false)
    {
        await using var engine = await OpenAsync(files);
        var plan = new AdoptionPlan { Target = "shop", Environment = "staging", Actor = "tester", Migrations = [.. files] };
        var adoption = new Adoption(engine, TestRun.Limits, TimeProvider.System);
        var progress = new TestRun.Progress(_ => { });
        return intoTool ? await adoption.WriteHostAsync(plan, progress, default) : await adoption.AdoptFromHostAsync(plan, progress, default);
    }

    public async Task<TargetStatus> StatusAsync(IReadOnlyList<Migration> files)
    {
        await using var engine = await OpenAsync(files);
        return await new DatabaseStatus(engine).StatusAsync("shop", "staging", files, default);
    }

    public static async Task<Refusal> RefusalAsync(Func<Task> run) => (await Assert.CatchAsync<RunRefusedException>(() => run()))!.Refusal;

    /// <summary>Statements that end with a semicolon at the end of a line.</summary>
    public async Task MakeAsync(string statements)
    {
        foreach (var statement in statements.ReplaceLineEndings("\n").Split(";\n"))
        {
            await database.ExecuteAsync(statement);
        }
    }

    /// <summary>A column of a query as text, row by row.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string expression, string from)
    {
        var joined = database.Dialect == Dialect.PostgreSql ? $"string_agg(({expression})::text, '|')" : $"group_concat({expression}, '|')";
        return await database.ScalarAsync($"select {joined} from (select * from {from}) as rows") is string text ? text.Split('|') : [];
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static Rollback RollbackOf(string path, (string Path, string Reverse)[] reverses) => reverses.FirstOrDefault(reverse => reverse.Path == path) is { Reverse: { } sql }
        ? new Rollback { Reversibility = Reversibility.WithData, Reverse = [sql] }
        : new Rollback { Reversibility = Reversibility.No, Because = ["A test."] };
}
