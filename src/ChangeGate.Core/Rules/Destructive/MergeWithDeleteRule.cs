using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class MergeWithDeleteRule : Rule<MergeRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG114",
        Name = "merge-with-delete",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        Engine = 15,
        When = "MERGE deletes or updates rows of a table that this proposal did not make.",
        Why = "Which rows those are depends on the data on both sides: a source that is empty or incomplete reaches far more than was meant.",
        Instead = "Write an INSERT, and where rows must go a DELETE with a condition of its own.",
        Setup = """
            CREATE TABLE price (sku text, amount int);
            CREATE TABLE price_feed (sku text, amount int);
            """,
        Unsafe = "«MERGE INTO price p USING price_feed f ON f.sku = p.sku WHEN MATCHED THEN DELETE»;",
        Safe = "INSERT INTO price SELECT sku, amount FROM price_feed;",
    };

    protected override IEnumerable<Finding> Check(MergeRows change, RuleContext context)
    {
        if (context.Loss.IsNone)
        {
            return [];
        }

        return [change.Deletes
            ? Report(context, $"Merging into `{change.Table}` deletes rows of it.{Wording.Assumption(context.Loss, change.Table)}")
            : Report(context, $"Merging into `{change.Table}` overwrites values of it.{Wording.Assumption(context.Loss, change.Table)}") with { Risk = Risk.Caution }];
    }
}
