using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class TruncateRule : Rule<TruncateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG107",
        Name = "truncate",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table that this proposal did not make is truncated.",
        Why = "All rows go without row triggers or row security being asked, and readers wait until the migration commits.",
        Instead = "Rename the table away and make a new one, or delete in batches by a condition.",
        Setup = "CREATE TABLE session (id int);",
        Unsafe = "«TRUNCATE session»;",
        Safe = """
            CREATE TABLE scratch (id int);
            TRUNCATE scratch;
            """,
    };

    protected override IEnumerable<Finding> Check(TruncateTable change, RuleContext context)
    {
        if (context.Loss.IsNone)
        {
            return [];
        }

        return [Report(context, $"Truncating `{change.Table}` deletes {Wording.Its(context.SubjectRows, "rows")}.{Wording.Assumption(context.Loss, change.Table)}")];
    }
}
