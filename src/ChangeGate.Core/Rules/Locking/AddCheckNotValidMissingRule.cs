using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddCheckNotValidMissingRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG214",
        Name = "add-check-not-valid-missing",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A CHECK is added to an existing table without NOT VALID.",
        Why = "The whole table is read while nobody reads or writes it.",
        Instead = "Add it NOT VALID, and validate it in a later migration.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD CONSTRAINT total_positive CHECK (total > 0)»;",
        Safe = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.Check, NotValid: false, NotEnforced: false } constraint)
        {
            yield break;
        }

        yield return Report(context, $"Adding check `{constraint.Name ?? constraint.Expression}` {Wording.Blocks(context)} while every row is read.") with
        {
            SafeSql = context.NotValid(change),
        };
    }
}
