using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>Runs, put together by hand.</summary>
public static class SampleRuns
{
    public static RunReport Applied { get; } = new()
    {
        Id = "20261103-120000-a1b2",
        Kind = RunKind.Apply,
        Target = "shop",
        Environment = "production",
        EnvironmentClass = EnvironmentClass.Protected,
        Server = "PostgreSQL 16.14",
        Database = "shop",
        SetDigest = Digest.Of("set"),
        StartedAt = SampleJudgements.Noon,
        EndedAt = SampleJudgements.Noon.AddMilliseconds(4_310),
        Outcome = RunOutcome.Succeeded,
        SchemaBefore = Digest.Of("before"),
        SchemaAfter = Digest.Of("after"),
        Actor = "deploy@ci",
        Migrations = [new RanMigration("0012_drop_note.sql", Digest.Of("a")), new RanMigration("0013_status_index.sql", Digest.Of("b"))],
        Archives = [new ArchiveTable(new ObjectName("public", "orders"), new ObjectName("changegate_archive", "run1_orders"), ["id", "note"])],
        Statements =
        [
            Statement("0012_drop_note.sql", 0, 210, 1_200_000),
            Statement("0012_drop_note.sql", 1, 14, null),
            Statement("0013_status_index.sql", 1, 4_020, null),
        ],
    };

    public static RunReport Failed { get; } = Applied with
    {
        Outcome = RunOutcome.Failed,
        SchemaAfter = Digest.Of("before"),
        Migrations = [],
        Statements = [Statement("0012_drop_note.sql", 1, 5_000, null) with { Outcome = RunOutcome.Failed, Error = "55P03: canceling statement due to lock timeout" }],
    };

    private static StatementRun Statement(string path, int number, int milliseconds, long? rows) => new(path, number, Digest.Of($"{path}{number}"))
    {
        StartedAt = SampleJudgements.Noon,
        Took = TimeSpan.FromMilliseconds(milliseconds),
        Rows = rows,
        Outcome = RunOutcome.Succeeded,
        InTransaction = true,
    };
}
