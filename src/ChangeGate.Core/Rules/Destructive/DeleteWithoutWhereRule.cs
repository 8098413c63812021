using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DeleteWithoutWhereRule : Rule<DeleteRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG110",
        Name = "delete-without-where",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Availability],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "DELETE has no condition, or one that is true for every row.",
        Why = "All rows go, and so do the rows that foreign keys with ON DELETE CASCADE tie to them.",
        Instead = "Write the condition that is meant, and delete in batches.",
        Setup = "CREATE TABLE session (id int, expired boolean);",
        Unsafe = "«DELETE FROM session»;",
        Safe = """
            CREATE TABLE scratch (id int);
            DELETE FROM scratch;
            """,
    };

    protected override IEnumerable<Finding> Check(DeleteRows change, RuleContext context)
    {
        if (change.Filter is RowFilter.Some or RowFilter.AlwaysFalse || change.Joins || context.Loss.IsNone)
        {
            return [];
        }

        return [Report(context, $"Deleting from `{change.Table}` without a condition deletes {Wording.Its(context.SubjectRows, "rows")}.{context.AlsoDeleted}{Wording.Assumption(context.Loss, change.Table)}")];
    }
}
