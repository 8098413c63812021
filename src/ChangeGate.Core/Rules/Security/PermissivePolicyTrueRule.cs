using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class PermissivePolicyTrueRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG610",
        Name = "permissive-policy-true",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A row policy lets every row through.",
        Why = "Permissive policies add up: this one makes all others pointless.",
        Instead = "Write the condition that is meant.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«CREATE POLICY open ON orders USING (true)»;",
        Safe = "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var policy = change switch
        {
            CreatePolicy { AdmitsAll: true, Permissive: true } create => create.Name,
            AlterPolicy { AdmitsAll: true } alter => alter.Name,
            _ => null,
        };

        return policy is not null ? [Report(context, $"Policy `{policy}` lets every row of `{context.Subject?.Name}` through.")] : [];
    }
}
