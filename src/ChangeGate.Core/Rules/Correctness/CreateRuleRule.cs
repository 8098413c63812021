using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class CreateRuleRule : Rule<ChangeOther>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG413",
        Name = "create-rule",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A rewrite rule is made or changed.",
        Why = "It changes what INSERT, UPDATE and DELETE on the table do, for everybody, and shows in none of them.",
        Instead = "Use a trigger or a view.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING»;",
        Safe = "CREATE VIEW kept AS SELECT * FROM orders;",
    };

    protected override IEnumerable<Finding> Check(ChangeOther change, RuleContext context)
    {
        if (change is { Verb: "create" or "alter", Object.Part: "rule" })
        {
            return [Report(context, $"Rule `{change.Object.Name.Name}` changes what statements on its table do.")];
        }

        return [];
    }
}
