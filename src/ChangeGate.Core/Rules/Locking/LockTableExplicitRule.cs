using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class LockTableExplicitRule : Rule<LockTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG230",
        Name = "lock-table-explicit",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table is locked by LOCK TABLE.",
        Why = "The lock is held until the transaction ends.",
        Instead = "Take the weakest mode that does, as late as can be, with NOWAIT.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«LOCK TABLE orders»;",
        Safe = "LOCK TABLE orders IN ROW SHARE MODE;",
    };

    protected override IEnumerable<Finding> Check(LockTable change, RuleContext context)
    {
        return context.Lock is { } effect ? [Report(context, $"Locking `{change.Table}` blocks {effect.Blocks} until the migration commits.")] : [];
    }
}
