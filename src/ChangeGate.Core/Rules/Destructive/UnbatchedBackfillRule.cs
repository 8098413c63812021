using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Destructive;

internal sealed class UnbatchedBackfillRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG134",
        Name = "unbatched-backfill",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "One statement may write many rows of a table that statistics know to be large, and no key bounds them.",
        Why = "Every row that it writes stays locked until the migration commits, and so much is logged at once that replicas fall behind.",
        Instead = "Write a range of the primary key at a time, each in a transaction of its own.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        SetupRows = 2_000_000,
        Unsafe = "«UPDATE orders SET status = 'new' WHERE status IS NULL»;",
        Safe = "UPDATE orders SET status = 'new' WHERE status IS NULL AND id BETWEEN 1 AND 10000;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var where = change switch
        {
            UpdateRows { Filter: RowFilter.Some } update => update.Where,
            DeleteRows { Filter: RowFilter.Some } delete => delete.Where,
            _ => null,
        };

        if (where is null || context.IsNewSubject || context.SubjectRows is not { } rows || rows < context.Limits.BackfilledRows || IsBoundByKey(where, context))
        {
            yield break;
        }

        yield return Report(context, $"Up to {Wording.Amount(rows)} rows of `{change.Subject!.Name}` are written by one statement and stay locked until the migration commits."); // both have a table
    }

    private static bool IsBoundByKey(string where, RuleContext context)
    {
        var key = context.Subject is { } subject ? context.Table(subject.Name)?.PrimaryKey : null;

        return key is not null && ExpressionTokens.Of(where).Names().Any(key.Columns.Contains);
    }
}
