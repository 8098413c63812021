using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class FkMissingIndexRule : Rule<AddConstraint>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG508",
        Name = "fk-missing-index",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "The columns of a foreign key are the beginning of no index.",
        Why = "Every delete from the table that it points at reads this one from end to end.",
        Instead = "Make an index on them, CONCURRENTLY.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE TABLE payment (order_id bigint, paid int);
            """,
        Unsafe = "ALTER TABLE payment «ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID»;",
        Safe = "ALTER TABLE payment ADD CONSTRAINT paid_positive CHECK (paid > 0) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(AddConstraint change, RuleContext context)
    {
        if (change.Constraint is not { Kind: ConstraintKind.ForeignKey } key || context.HasIndexOn(change.Table, key.Columns))
        {
            yield break;
        }

        yield return Report(context, $"No index begins with {Wording.Names(key.Columns)}, so deletes from `{key.References?.Table}` read all of `{change.Table}`.");
    }
}
