using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnInlineUniqueRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG209",
        Name = "add-column-inline-unique",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A column is added together with UNIQUE or PRIMARY KEY.",
        Why = "The index is built while nobody reads or writes the table.",
        Instead = "Add the column alone, build a unique index CONCURRENTLY, and add the constraint USING INDEX.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN code text UNIQUE»;",
        Safe = "ALTER TABLE orders ADD COLUMN code text;",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (change.Constraints.Any(static item => item.Kind is ConstraintKind.Unique or ConstraintKind.PrimaryKey))
        {
            return [Report(context, $"Adding `{change.Table}.{change.Column.Name}` with a unique index {Wording.Blocks(context)} while the index is built.")];
        }

        return [];
    }
}
