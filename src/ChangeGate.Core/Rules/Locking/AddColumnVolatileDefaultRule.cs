using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Locks;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnVolatileDefaultRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG203",
        Name = "add-column-volatile-default",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A column is added with a default that may give every row another value.",
        Why = "The engine then writes every row at once, and nobody reads or writes the table until it has. now() and constants do not do that; random(), clock_timestamp(), gen_random_uuid() and functions that are not known do.",
        Instead = "Add the column without a default, set the default, and fill the old rows in batches.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN token uuid DEFAULT gen_random_uuid()»;",
        Safe = "ALTER TABLE orders ADD COLUMN made_at timestamptz DEFAULT now();",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (AddedColumn.VolatileCallIn(change.Column.Default, context) is { } function && !change.Column.Serial)
        {
            return [Report(context, $"Adding `{change.Table}.{change.Column.Name}` with default `{function}()` {Wording.Blocks(context)} while every row is written.")];
        }

        return [];
    }
}
