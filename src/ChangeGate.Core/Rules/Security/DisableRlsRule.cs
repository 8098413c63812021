using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class DisableRlsRule : Rule<SetRowSecurity>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG608",
        Name = "disable-rls",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "Row security of a table is turned off, or no longer binds its owner.",
        Why = "Everybody who may read the table sees every row.",
        Instead = "Change the policies instead.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «DISABLE ROW LEVEL SECURITY»;",
        Safe = "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
    };

    protected override IEnumerable<Finding> Check(SetRowSecurity change, RuleContext context)
    {
        if (change.Security is RowSecurity.Disable or RowSecurity.NoForce)
        {
            return [Report(context, change.Security == RowSecurity.Disable
                ? $"Without row security everybody who may read `{change.Table}` sees every row."
                : $"Row security of `{change.Table}` no longer binds its owner.")];
        }

        return [];
    }
}
