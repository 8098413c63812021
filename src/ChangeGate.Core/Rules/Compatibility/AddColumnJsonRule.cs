using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class AddColumnJsonRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG308",
        Name = "add-column-json",
        Risk = Risk.Notice,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A column of type json is added.",
        Why = "It cannot be compared, so SELECT DISTINCT, GROUP BY and UNION over the table fail.",
        Instead = "Use jsonb.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN extra json»;",
        Safe = "ALTER TABLE orders ADD COLUMN extra jsonb;",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (change.Column.Type is { Name: "json", ArrayDimensions: 0 } && !context.IsNew(change.Table))
        {
            yield return Report(context, $"`{change.Table}.{change.Column.Name}` of type json fails SELECT DISTINCT, GROUP BY and UNION over the table.");
        }
    }
}
