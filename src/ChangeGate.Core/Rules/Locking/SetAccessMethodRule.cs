using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class SetAccessMethodRule : Rule<SetTableOption>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG242",
        Name = "set-access-method",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        Engine = 15,
        When = "A table gets another access method.",
        Why = "It is copied while nobody reads or writes it.",
        Instead = "Make a table with the access method beside it, copy the rows in batches, and swap the names.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE ACCESS METHOD columnar TYPE TABLE HANDLER heap_tableam_handler;
            """,
        Unsafe = "ALTER TABLE orders «SET ACCESS METHOD columnar»;",
        Safe = "CREATE TABLE orders_copy (LIKE orders INCLUDING ALL) USING heap;",
    };

    protected override IEnumerable<Finding> Check(SetTableOption change, RuleContext context)
    {
        if (context.Lock is { Rewrites: true } && change.What.StartsWith("SET ACCESS METHOD", StringComparison.Ordinal))
        {
            return [Report(context, $"`{change.What}` {Wording.Blocks(context)} while the table is copied.")];
        }

        return [];
    }
}
