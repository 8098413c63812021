using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class DropNotNullRule : Rule<DropNotNull>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG306",
        Name = "drop-not-null",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A column may be NULL from now on.",
        Why = "Code that reads it and never saw a NULL fails when the first one comes.",
        Instead = "Release the readers that expect NULL first.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ALTER COLUMN status DROP NOT NULL»;",
        Safe = "ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'open';",
    };

    protected override IEnumerable<Finding> Check(DropNotNull change, RuleContext context)
    {
        if (context.Column(change.Table, change.Column) is not { NotNull: false })
        {
            return [Report(context, $"`{change.Table}.{change.Column}` may be NULL from now on, which fails readers that never saw one.")];
        }

        return [];
    }
}
