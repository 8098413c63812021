using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class GrantToPublicRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG601",
        Name = "grant-to-public",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A privilege is granted to PUBLIC.",
        Why = "Every role has it, those that are made later too.",
        Instead = "Grant to a named role.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«GRANT SELECT ON orders TO PUBLIC»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (what, grantees) = change switch
        {
            GrantPrivilege grant => ($"`{string.Join(", ", grant.Privileges)}` on `{grant.AllInSchema ?? grant.Object.ToString()}`", grant.Grantees),
            AlterDefaultPrivileges { Grants: true } defaults => ("privileges on whatever is made later", defaults.Grantees),
            _ => ("", default),
        };

        return grantees.Contains("public") ? [Report(context, $"Granting {what} to everybody includes roles that do not exist yet.")] : [];
    }
}
