using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class UpdateRowsRule : Rule<UpdateRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG113",
        Name = "update-rows",
        Risk = Risk.Caution,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "UPDATE overwrites stored values in some rows.",
        Why = "The old values are gone when the migration commits, and nothing in the table says which rows they were in.",
        Instead = "Keep the old values in a column or a table of their own first, or write only where there is none yet.",
        Setup = "CREATE TABLE orders (id int, status text);",
        Unsafe = "«UPDATE orders SET status = 'closed' WHERE id < 100»;",
        Safe = "UPDATE orders SET status = 'new' WHERE status IS NULL;",
    };

    protected override IEnumerable<Finding> Check(UpdateRows change, RuleContext context)
    {
        if ((change.Filter != RowFilter.Some && !change.Joins) || context.Loss.IsNone)
        {
            return [];
        }

        return [Report(context, $"Updating `{change.Table}` overwrites {Wording.Lost(context.Loss)} in the rows that meet the condition.")];
    }
}
