using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class DuplicateUpdateAssignmentRule : Rule<UpdateRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG407",
        Name = "duplicate-update-assignment",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "UPDATE sets the same column twice.",
        Why = "PostgreSQL refuses it when it runs.",
        Instead = "Remove one of the two.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«UPDATE orders SET total = 1, total = 2 WHERE total IS NULL»;",
        Refused = new Refusal("42601"),
        Safe = "UPDATE orders SET total = 1 WHERE total IS NULL;",
    };

    protected override IEnumerable<Finding> Check(UpdateRows change, RuleContext context)
    {
        var twice = change.Columns.GroupBy(static column => column, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1)?.Key;

        return twice is not null ? [Report(context, $"Setting `{change.Table}.{twice}` twice in one UPDATE fails.")] : [];
    }
}
