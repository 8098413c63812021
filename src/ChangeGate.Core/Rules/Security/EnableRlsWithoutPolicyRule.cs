using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Security;

internal sealed class EnableRlsWithoutPolicyRule : Rule<SetRowSecurity>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG616",
        Name = "enable-rls-without-policy",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "Row security is turned on for an existing table that has no policy.",
        Why = "Without a policy nobody but the owner sees or writes any row: the application stops.",
        Instead = "Create the policies first, in the same migration.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ENABLE ROW LEVEL SECURITY»;",
        Safe = """
            CREATE POLICY own_orders ON orders USING (customer_id = 1);
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            """,
    };

    protected override IEnumerable<Finding> Check(SetRowSecurity change, RuleContext context)
    {
        if (change.Security != RowSecurity.Enable || context.IsNewSubject || context.Subject is not { } table || context.Table(change.Table) is null or { RowSecurity: true })
        {
            return [];
        }

        var hasPolicy = context.Before.Snapshot.Referrers(table).OfType<RowPolicy>().Any() || context.LaterChanges().OfType<CreatePolicy>().Any(policy => context.Resolve(policy.Table) == table.Name);

        return !hasPolicy ? [Report(context, $"`{change.Table}` has no policy, so nobody but its owner sees or writes a row of it from then on.")] : [];
    }
}
