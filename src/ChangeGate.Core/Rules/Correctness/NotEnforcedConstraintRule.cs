using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class NotEnforcedConstraintRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG410",
        Name = "not-enforced-constraint",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        Engine = 18,
        When = "A constraint is added NOT ENFORCED.",
        Why = "It refuses nothing, and looks as if it did.",
        Instead = "Add it NOT VALID, which refuses new rows, and validate it later.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD CONSTRAINT total_positive CHECK (total > 0) NOT ENFORCED»;",
        Safe = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        return change.Constraint.NotEnforced ? [Report(context, $"Constraint `{change.Constraint.Name}` of `{change.Table}` refuses nothing.")] : [];
    }
}
