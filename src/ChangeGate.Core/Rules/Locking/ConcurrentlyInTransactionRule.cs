using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class ConcurrentlyInTransactionRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG202",
        Name = "concurrently-in-transaction",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A statement that must stand outside a transaction stands in one.",
        Why = "The engine refuses it, and the migration fails where it runs first.",
        Instead = "Move it to a migration of its own, without BEGIN.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = """
            BEGIN;
            «CREATE INDEX CONCURRENTLY orders_status ON orders (status)»;
            COMMIT;
            """,
        Refused = new Refusal("25001"),
        Safe = "CREATE INDEX CONCURRENTLY orders_status ON orders (status);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var concurrent = change is CreateIndex { Concurrent: true } or DropIndex { Concurrent: true } or Reindex { Concurrent: true } or DetachPartition { Concurrent: true }
            || (change is AddEnumValue && context.Engine < 12 && !context.IsNewSubject);

        if (!concurrent || context.Transactions.Mode != TransactionMode.Explicit || !context.Transactions.InTransaction(context.Scene.Index))
        {
            return [];
        }

        return [Report(context, "CONCURRENTLY fails within a transaction.")];
    }
}
