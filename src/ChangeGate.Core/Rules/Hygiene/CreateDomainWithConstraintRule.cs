using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class CreateDomainWithConstraintRule : Rule<CreateType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG505",
        Name = "create-domain-with-constraint",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A domain with conditions is made.",
        Why = "Adding a column of it copies the table, and changing the condition reads every table that uses it.",
        Instead = "Put the CHECK on the table.",
        Unsafe = "«CREATE DOMAIN amount AS int CHECK (value > 0)»;",
        Safe = "CREATE DOMAIN amount AS int;",
    };

    protected override IEnumerable<Finding> Check(CreateType change, RuleContext context)
    {
        if (change.TypeKind == UserTypeKind.Domain && (change.Constraints.Count > 0 || change.NotNull))
        {
            return [Report(context, $"Adding a column of domain `{change.Type}` copies the table.")];
        }

        return [];
    }
}
