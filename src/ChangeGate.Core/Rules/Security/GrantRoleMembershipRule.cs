using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class GrantRoleMembershipRule : Rule<GrantRole>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG604",
        Name = "grant-role-membership",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A role is made a member of another.",
        Why = "It may do whatever the other may, now and later.",
        Instead = "Grant the privileges that it needs.",
        Setup = """
            CREATE ROLE owner_role;
            CREATE ROLE reader;
            """,
        Unsafe = "«GRANT owner_role TO reader»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(GrantRole change, RuleContext context)
    {
        return [Report(context, $"{Wording.Names(change.Grantees)} may do whatever {Wording.Names(change.Roles)} may.")];
    }
}
