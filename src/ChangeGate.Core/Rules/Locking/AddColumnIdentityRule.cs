using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnIdentityRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG205",
        Name = "add-column-identity",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An identity column is added to an existing table.",
        Why = "Every row gets a number at once, and nobody reads or writes the table until it has.",
        Instead = "Add a plain bigint, fill it in batches, and make it an identity then.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY»;",
        Safe = "ALTER TABLE orders ADD COLUMN number bigint;",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (change.Column.Identity != IdentityKind.None)
        {
            return [Report(context, $"Adding identity column `{change.Table}.{change.Column.Name}` {Wording.Blocks(context)} while every row gets its number.")];
        }

        return [];
    }
}
