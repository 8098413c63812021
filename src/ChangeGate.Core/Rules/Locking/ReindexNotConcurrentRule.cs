using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class ReindexNotConcurrentRule : Rule<Reindex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG221",
        Name = "reindex-not-concurrent",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "An index is rebuilt without CONCURRENTLY.",
        Why = "Writes to the table wait, and so does every query whose plan touches the index.",
        Instead = "Use REINDEX … CONCURRENTLY, in a migration of its own.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«REINDEX TABLE orders»;",
        Safe = "REINDEX TABLE CONCURRENTLY orders;",
    };

    protected override IEnumerable<Finding> Check(Reindex change, RuleContext context)
    {
        if (!change.Concurrent)
        {
            return [Report(context, change.Target is { } target
                ? $"Rebuilding the indexes of `{target}` blocks writes, and reads that use them{Wording.Duration(context.Lock, context.SubjectRows)}."
                : "Rebuilding all indexes of the database blocks writes to every table in turn.")];
        }

        return [];
    }
}
