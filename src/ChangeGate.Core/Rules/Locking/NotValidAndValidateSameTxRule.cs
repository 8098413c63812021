using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class NotValidAndValidateSameTxRule : Rule<ValidateConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG216",
        Name = "not-valid-and-validate-same-tx",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A constraint is added NOT VALID and validated in the same transaction.",
        Why = "The strong lock that adding took is held while every row is read: NOT VALID has gained nothing.",
        Instead = "Validate it in a later migration.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = """
            ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
            ALTER TABLE orders «VALIDATE CONSTRAINT total_positive»;
            """,
        Safe = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(ValidateConstraint change, RuleContext context)
    {
        if (context.EarlierInTransaction().OfType<AddConstraint>().Any(add => add.Constraint.NotValid && add.Constraint.Name == change.Name && context.Resolve(add.Table) == context.Resolve(change.Table)))
        {
            return [Report(context, $"Validating `{change.Name}` in the transaction that added it blocks reads and writes of `{change.Table}` while every row is read.")];
        }

        return [];
    }
}
