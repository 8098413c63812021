using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnInlineCheckRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG208",
        Name = "add-column-inline-check",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A column is added together with a CHECK.",
        Why = "The engine reads the whole table to check it, though every value is the same, and nobody reads or writes the table until it has.",
        Instead = "Add the column alone, then the constraint NOT VALID, and validate it in a later migration.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN rebate int CHECK (rebate >= 0)»;",
        Safe = """
            ALTER TABLE orders ADD COLUMN rebate int;
            ALTER TABLE orders ADD CONSTRAINT rebate_positive CHECK (rebate >= 0) NOT VALID;
            """,
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (change.Constraints.Any(static item => item.Kind == ConstraintKind.Check && !item.NotEnforced))
        {
            return [Report(context, $"Adding `{change.Table}.{change.Column.Name}` with a CHECK {Wording.Blocks(context)} while every row is read.")];
        }

        return [];
    }
}
