using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddFkNotValidMissingRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG215",
        Name = "add-fk-not-valid-missing",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A foreign key is added to an existing table without NOT VALID.",
        Why = "Writes to both tables wait while every row is looked up.",
        Instead = "Add it NOT VALID, and validate it in a later migration.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id)»;",
        Safe = "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.ForeignKey, NotValid: false, NotEnforced: false })
        {
            yield break;
        }

        yield return Report(context, $"Adding a foreign key to `{change.Table}` {Wording.Blocks(context)} while existing rows are checked.") with
        {
            SafeSql = context.NotValid(change),
        };
    }
}
