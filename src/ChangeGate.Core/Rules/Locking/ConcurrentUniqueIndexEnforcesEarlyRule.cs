using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class ConcurrentUniqueIndexEnforcesEarlyRule : Rule<CreateIndex>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG233",
        Name = "concurrent-unique-index-enforces-early",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A unique index is made CONCURRENTLY.",
        Why = "From the second phase of the build on, writers are refused what would be a duplicate, although the index cannot be used yet. The build itself fails at its end when there are duplicates already.",
        Instead = "Look for duplicates first, and see that writers can cope with the refusal before the index is there.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE UNIQUE INDEX CONCURRENTLY orders_status ON orders (status)»;",
        Safe = "CREATE INDEX CONCURRENTLY orders_status ON orders (status);",
    };

    protected override IEnumerable<Finding> Check(CreateIndex change, RuleContext context)
    {
        if (change is { Concurrent: true, Index.Unique: true })
        {
            return [Report(context, $"Writers to `{change.Index.Table}` are refused duplicates before `{change.Index.Name ?? "the index"}` is there, and the build fails if there are some already.")];
        }

        return [];
    }
}
