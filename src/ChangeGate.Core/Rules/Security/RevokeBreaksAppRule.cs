using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Security;

internal sealed class RevokeBreaksAppRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG619",
        Name = "revoke-breaks-app",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A privilege that a role has, or its membership in another, is taken away.",
        Why = "If the application uses the role, its statements fail from the moment the migration commits.",
        Instead = "Release the application that no longer needs it first.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE ROLE app;
            GRANT SELECT, INSERT ON orders TO app;
            """,
        Unsafe = "«REVOKE INSERT ON orders FROM app»;",
        Safe = """
            CREATE TABLE note (id int);
            REVOKE ALL ON note FROM app;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is RevokeRole role)
        {
            yield return Report(context, $"What {Wording.Names(role.Grantees)} could do only as a member of {Wording.Names(role.Roles)} fails from now on.");
            yield break;
        }

        if (change is not RevokePrivilege { GrantOptionOnly: false, AllInSchema: null } revoke || context.Subject is not { } subject || context.IsNewSubject)
        {
            yield break;
        }

        var losing = revoke.Grantees.Where(grantee => grantee != "public" && Holds(subject, grantee, revoke, context)).ToList();

        if (losing.Count > 0)
        {
            yield return Report(context, $"What {Wording.Names(losing)} does with `{revoke.Object}` fails from now on.");
        }
    }

    private static bool Holds(ObjectId subject, string grantee, RevokePrivilege revoke, RuleContext context) =>
        (!context.BaselineIsKnown || context.Before.Snapshot.Find<Privilege>(Privilege.IdOf(subject, grantee)) is { } held && (revoke.Privileges.Contains("ALL") || held.Privileges.Contains("ALL") || held.Privileges.Intersect(revoke.Privileges).Any()))
        && !context.LaterChanges().OfType<GrantPrivilege>().Any(grant => grant.Grantees.Contains(grantee) && context.Before.Resolve(grant.Object) == subject);
}
