using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AlterDomainAddConstraintRule : Rule<AlterType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG227",
        Name = "alter-domain-add-constraint",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A domain that columns use gets a new condition.",
        Why = "Every table with a column of the domain is read, and writes to all of them wait.",
        Instead = "Add the constraint NOT VALID, and validate it in a later migration.",
        Setup = """
            CREATE DOMAIN amount AS int;
            CREATE TABLE price (value amount);
            """,
        Unsafe = "«ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (value > 0)»;",
        Safe = "ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (value > 0) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(AlterType change, RuleContext context)
    {
        var checks = change.AddedConstraint is { NotValid: false } || (change.IsDomain && change.NotNull == true);

        return checks ? [Report(context, $"Adding a condition to domain `{change.Type}` blocks writes to every table that uses it while all of them are read.")] : [];
    }
}
