using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class DropIndexNotConcurrentRule : Rule<DropIndex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG223",
        Name = "drop-index-not-concurrent",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An index is dropped without CONCURRENTLY.",
        Why = "The lock waits for every query on the table, and all later ones wait behind it.",
        Instead = "Use DROP INDEX CONCURRENTLY, in a migration of its own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE INDEX orders_status ON orders (status);
            """,
        Unsafe = "«DROP INDEX orders_status»;",
        Safe = "DROP INDEX CONCURRENTLY orders_status;",
    };

    protected override IEnumerable<Finding> Check(DropIndex change, RuleContext context)
    {
        if (change.Concurrent || (change.IfExists && context.BaselineIsKnown && context.Index(change.Index) is null))
        {
            yield break;
        }

        yield return Report(context, $"Dropping index `{change.Index}` {Wording.Blocks(context)} until the migration commits.") with
        {
            SafeSql = change.Cascade ? null : $"DROP INDEX CONCURRENTLY {context.Quote(change.Index)};",
        };
    }
}
