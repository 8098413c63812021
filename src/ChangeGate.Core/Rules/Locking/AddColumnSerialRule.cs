using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnSerialRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG204",
        Name = "add-column-serial",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A serial column is added to an existing table.",
        Why = "Every row gets a number at once, and nobody reads or writes the table until it has.",
        Instead = "Add a plain bigint, fill it in batches, and give it a sequence then.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN number bigserial»;",
        Safe = "ALTER TABLE orders ADD COLUMN number bigint;",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (change.Column.Serial)
        {
            return [Report(context, $"Adding serial column `{change.Table}.{change.Column.Name}` {Wording.Blocks(context)} while every row gets its number.")];
        }

        return [];
    }
}
