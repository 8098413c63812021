using System.Text;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases.Tests.Running;

/// <summary>Plans and runs of a few scripts, as the command would make them.</summary>
internal static class TestRun
{
    public static RunLimits Limits { get; } = new()
    {
        OtherRun = TimeSpan.FromMilliseconds(300),
        Lock = TimeSpan.FromMilliseconds(300),
        Attempts = 1,
        Pause = TimeSpan.FromMilliseconds(10),
    };

    public static Migration File(string path, string sql) => new()
    {
        Path = path,
        Digest = Digest.Of(Encoding.UTF8.GetBytes(sql)),
        Text = new SourceText(path, sql),
    };

    public static PlannedMigration Planned(Dialect dialect, string path, string sql, Rollback? rollback = null)
    {
        var migration = File(path, sql);
        return new PlannedMigration(migration, SqlDialects.For(dialect).Read(migration.Text), rollback ?? new Rollback { Reversibility = Reversibility.No, Because = ["A test."] });
    }

    public static RunPlan Plan(Dialect dialect, params (string Path, string Sql)[] scripts) =>
        Plan([.. scripts.Select(script => Planned(dialect, script.Path, script.Sql))]);

    public static RunPlan Plan(params PlannedMigration[] migrations) => new()
    {
        Target = "shop",
        Environment = "staging",
        SetDigest = Digest.Of("a set"),
        Actor = "tester",
        Migrations = [.. migrations],
    };

    public static Task<RunReport> ApplyAsync(this TestDatabase database, params (string Path, string Sql)[] scripts) =>
        database.ApplyAsync(Plan(database.Dialect, scripts));

    public static async Task<RunReport> ApplyAsync(this TestDatabase database, RunPlan plan, RunLimits? limits = null, CancellationToken cancellation = default)
    {
        await using var engine = await database.OpenAsync();
        return await new MigrationRunner(engine, limits ?? Limits, TimeProvider.System).RunAsync(plan, new Progress(_ => { }), cancellation);
    }

    /// <summary>Unlike the framework's, it calls back at once and on the same thread.</summary>
    internal sealed class Progress(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
