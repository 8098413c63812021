using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class UpdateWithoutWhereRule : Rule<UpdateRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG112",
        Name = "update-without-where",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Availability],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "UPDATE writes every row of a table that this proposal did not make.",
        Why = "The old values are gone when the migration commits; every row is written again and stays locked until then.",
        Instead = "Write the condition that is meant, keep the old values in a column of their own, and update in batches.",
        Setup = "CREATE TABLE orders (id int, status text);",
        Unsafe = "«UPDATE orders SET status = 'new'»;",
        Safe = "UPDATE orders SET status = coalesce(status, 'new') WHERE status IS NULL;",
    };

    protected override IEnumerable<Finding> Check(UpdateRows change, RuleContext context)
    {
        if (change.Filter is RowFilter.Some or RowFilter.AlwaysFalse || change.Joins || context.IsNewSubject)
        {
            yield break;
        }

        if (context.Loss.IsNone)
        {
            yield return Report(context, $"Updating every row of `{change.Table}` writes {Wording.Its(context.SubjectRows, "rows")} again and locks them until the migration commits.") with
            {
                Risk = Risk.Caution,
                Hazards = [Hazard.Availability],
            };
            yield break;
        }

        yield return Report(context, $"Updating `{change.Table}` without a condition overwrites {Wording.Lost(context.Loss)} in {Wording.Its(context.SubjectRows, "rows")}.");
    }
}
