using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>A proposal judged on top of a history, from text alone.</summary>
public static class Judged
{
    public static Assessment PostgreSql(string history, params string[] proposals) => Of(Dialect.PostgreSql, new AssessmentOptions(), history, proposals);

    public static Assessment Sqlite(string history, params string[] proposals) => Of(Dialect.Sqlite, new AssessmentOptions(), history, proposals);

    /// <summary>Statistics say that <paramref name="table"/> has so many rows.</summary>
    public static AssessmentOptions WithRows(ObjectName table, long rows) =>
        new() { Statistics = new SchemaStatistics(DateTimeOffset.UnixEpoch, [new TableStatistics(table, rows, null)]) };

    public static Assessment Of(Dialect dialect, AssessmentOptions options, string history, params string[] proposals) =>
        new Assessor(SqlDialects.For(dialect), options).Assess(SetOf(dialect, history, proposals));

    public static MigrationSet SetOf(Dialect dialect, string history, params string[] proposals) => new()
    {
        Target = "shop",
        Dialect = dialect,
        Engine = dialect == Dialect.PostgreSql ? 16 : 3,
        Authorship = new Authorship(AuthorKind.Person, ["Kim"]),
        History = history.Length == 0 ? [] : [MigrationOf("0001.sql", history) with { Change = MigrationChange.Unchanged }],
        Proposed = [.. proposals.Select((sql, index) => MigrationOf($"{index + 2:0000}.sql", sql))],
    };

    public static Migration MigrationOf(string path, string sql, string? down = null) => new()
    {
        Path = path,
        Digest = Digest.Of(sql),
        Text = new SourceText(path, sql),
        Change = MigrationChange.Added,
        Down = down is null ? null : new ReverseScript($"{path}.down", Digest.Of(down), new SourceText($"{path}.down", down)),
    };
}
