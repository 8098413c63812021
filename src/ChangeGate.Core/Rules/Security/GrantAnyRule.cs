using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class GrantAnyRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG602",
        Name = "grant-any",
        Risk = Risk.Caution,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "Privileges are granted or taken away.",
        Why = "Who may read or change what is a decision of its own, and taking one away can stop the application.",
        Instead = "Let whoever answers for access approve it.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE ROLE reader;
            """,
        Unsafe = "«GRANT SELECT ON orders TO reader»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var said = change switch
        {
            GrantPrivilege grant => $"{Wording.Names(grant.Grantees)} may `{string.Join(", ", grant.Privileges)}` on `{grant.AllInSchema ?? grant.Object.ToString()}`.",
            RevokePrivilege revoke => $"{Wording.Names(revoke.Grantees)} may no longer `{string.Join(", ", revoke.Privileges)}` on `{revoke.AllInSchema ?? revoke.Object.ToString()}`.",
            RevokeRole revoke => $"{Wording.Names(revoke.Grantees)} no longer belongs to {Wording.Names(revoke.Roles)}.",
            AlterDefaultPrivileges defaults => $"Privileges on whatever is made later change: `{defaults.What}`.",
            ChangeOwner owner => $"`{owner.Object}` belongs to `{owner.Owner}` from now on.",
            CreatePolicy policy => $"Row policy `{policy.Name}` decides who sees which rows of `{policy.Table}`.",
            AlterPolicy policy => $"Row policy `{policy.Name}` decides who sees which rows of `{policy.Table}`.",
            _ => null,
        };

        return said is not null ? [Report(context, said)] : [];
    }
}
