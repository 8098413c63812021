using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class GrantAllOrWithGrantOptionRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG603",
        Name = "grant-all-or-with-grant-option",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "All privileges are granted, or the right to pass them on.",
        Why = "The role may do more than the migration says, and give it to others.",
        Instead = "Name the privileges, without GRANT OPTION.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE ROLE reader;
            """,
        Unsafe = "«GRANT ALL ON orders TO reader»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var wide = change switch
        {
            GrantPrivilege { All: true } grant => $"{Wording.Names(grant.Grantees)} may do everything with `{grant.AllInSchema ?? grant.Object.ToString()}`.",
            GrantPrivilege { WithGrantOption: true } grant => $"{Wording.Names(grant.Grantees)} may pass on privileges on `{grant.AllInSchema ?? grant.Object.ToString()}`.",
            GrantRole { WithAdminOption: true } grant => $"{Wording.Names(grant.Grantees)} may make others members of {Wording.Names(grant.Roles)}.",
            _ => null,
        };

        return wide is not null ? [Report(context, wide)] : [];
    }
}
