using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnInlineFkRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG210",
        Name = "add-column-inline-fk",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A column is added together with a foreign key.",
        Why = "Both tables are locked until the migration commits, and both are read where the column has a default.",
        Instead = "Add the column alone, then the foreign key NOT VALID, and validate it in a later migration.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN payer_id bigint REFERENCES customer (id)»;",
        Safe = """
            ALTER TABLE orders ADD COLUMN payer_id bigint;
            ALTER TABLE orders ADD CONSTRAINT orders_payer FOREIGN KEY (payer_id) REFERENCES customer (id) NOT VALID;
            """,
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (change.Constraints.FirstOrDefault(static item => item.References is not null)?.References is { } reference)
        {
            return [Report(context, $"Adding `{change.Table}.{change.Column.Name}` with a foreign key locks `{change.Table}` against reads and writes and `{reference.Table}` against writes.")];
        }

        return [];
    }
}
