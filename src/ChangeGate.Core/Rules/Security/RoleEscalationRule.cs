using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class RoleEscalationRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG605",
        Name = "role-escalation",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "A role is made or changed so that it stands above the rules: SUPERUSER, CREATEROLE, CREATEDB, BYPASSRLS, REPLICATION.",
        Why = "It can read and change everything, or make roles that can.",
        Instead = "Make roles outside of migrations.",
        Setup = "CREATE ROLE app;",
        Unsafe = "«ALTER ROLE app SUPERUSER»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (role, options) = change switch
        {
            CreateRole create => (create.Role, create.Options),
            AlterRole alter => (alter.Role, alter.Options),
            _ => ("", default),
        };

        var above = options.Where(static option => option is "SUPERUSER" or "CREATEROLE" or "CREATEDB" or "BYPASSRLS" or "REPLICATION").ToList();

        if (above.Count > 0)
        {
            yield return Report(context, $"Role `{role}` becomes {string.Join(", ", above)}.");
        }
        else if (change is CreateRole or AlterRole or DropRole)
        {
            yield return Report(context, $"Role `{context.Subject?.Name.Name}` is made, changed or dropped for every database of the server.") with { Risk = Risk.Caution };
        }
    }
}
