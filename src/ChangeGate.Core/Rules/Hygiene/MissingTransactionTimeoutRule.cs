using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MissingTransactionTimeoutRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG532",
        Name = "missing-transaction-timeout",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        Engine = 17,
        When = "A strong lock on an existing table is taken on PostgreSQL 17 or later and no transaction_timeout is set.",
        Why = "lock_timeout and statement_timeout bound one statement each; only this bounds how long all locks of the transaction last. The governed runner sees to that by itself.",
        Instead = "Begin with SET transaction_timeout = '1min'.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN note text»;",
        Safe = """
            SET transaction_timeout = '1min';
            ALTER TABLE orders ADD COLUMN note text;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Set.Engine >= 17 && context.Lock is { Mode: not "SHARE UPDATE EXCLUSIVE" } && !context.SetsEarlier("transaction_timeout"))
        {
            return [Report(context, "No transaction_timeout is set, so nothing bounds how long the locks of all statements together last.")];
        }

        return [];
    }
}
