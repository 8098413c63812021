using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class PlaintextPasswordRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG606",
        Name = "plaintext-password",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A password stands in a migration.",
        Why = "It is in the history of the repository and in the logs of the server for good.",
        Instead = "Set passwords from a secret store, outside of migrations, and change this one.",
        Unsafe = "«CREATE ROLE app LOGIN PASSWORD 'secret'»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var role = change switch
        {
            CreateRole { HasPassword: true } create => create.Role,
            AlterRole { HasPassword: true } alter => alter.Role,
            _ => null,
        };

        return role is not null ? [Report(context, $"The password of `{role}` stands in the migration, readable for everybody who sees the repository.")] : [];
    }
}
