using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class ChangeColumnDefaultRule : Rule<SetColumnDefault>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG313",
        Name = "change-column-default",
        Risk = Risk.Notice,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "The default of an existing column becomes another one.",
        Why = "Rows that are there keep the old value, and writers that fill in the default themselves go on with the old one until they are released anew.",
        Instead = "Say in the pull request that only new rows get it, and release the writers with it.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ALTER COLUMN status SET DEFAULT 'open'»;",
        Safe = "ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;",
    };

    protected override IEnumerable<Finding> Check(SetColumnDefault change, RuleContext context)
    {
        if (context.Column(change.Table, change.Column) is { Default: { } old } && old != change.Expression)
        {
            return [Report(context, $"Rows of `{change.Table}` that are written without `{change.Column}` get `{change.Expression}` from now on, and those that are there keep what they have.")];
        }

        return [];
    }
}
