using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locking;

internal sealed class AddColumnConstrainedDomainRule : Rule<AddColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG207",
        Name = "add-column-constrained-domain",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A column of a domain with conditions is added to an existing table.",
        Why = "The engine writes every row to check it, even where the column is empty, and nobody reads or writes the table until it has.",
        Instead = "Use the base type, and add the condition as a CHECK constraint NOT VALID.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE DOMAIN short_code AS text CHECK (length(value) < 9);
            """,
        Unsafe = "ALTER TABLE orders «ADD COLUMN code short_code»;",
        Safe = "ALTER TABLE orders ADD COLUMN code text;",
    };

    protected override IEnumerable<Finding> Check(AddColumn change, RuleContext context)
    {
        if (context.IsConstrained(change.Column.Type))
        {
            return [Report(context, $"Adding `{change.Table}.{change.Column.Name}` of domain `{change.Column.Type}` {Wording.Blocks(context)} while every row is written.")];
        }

        return [];
    }
}
