using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class DropPolicyRule : Rule<DropPolicy>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG609",
        Name = "drop-policy",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A row policy is dropped.",
        Why = "Dropping a restrictive one shows rows, dropping a permissive one hides them, from that moment.",
        Instead = "Change it with ALTER POLICY.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE POLICY mine ON orders USING (id = 1);
            """,
        Unsafe = "«DROP POLICY mine ON orders»;",
        Safe = "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
    };

    protected override IEnumerable<Finding> Check(DropPolicy change, RuleContext context)
    {
        if (!context.IsNewSubject && !context.IsMadeAgain(context.Subject))
        {
            return [Report(context, $"Dropping policy `{change.Name}` changes who sees which rows of `{change.Table}`.")];
        }

        return [];
    }
}
