using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class IndexCorruptionPg14Rule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG234",
        Name = "index-corruption-pg14",
        Risk = Risk.Notice,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        Engine = 14,
        DefaultOn = false,
        When = "An index is built or rebuilt CONCURRENTLY on PostgreSQL 14.",
        Why = "From 14.0 to 14.3 such a build can leave rows out of the index, so queries that use it miss them (release notes of 14.4).",
        Instead = "Upgrade to 14.4 or later first.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE INDEX CONCURRENTLY orders_status ON orders (status)»;",
        Safe = "CREATE INDEX orders_status ON ONLY orders (status);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Set.Engine != 0 && context.Engine <= 14 && context.NewestEngine >= 14 && change is CreateIndex { Concurrent: true } or Reindex { Concurrent: true })
        {
            return [Report(context, "PostgreSQL 14.0 to 14.3 may leave rows out of an index that is built concurrently.")];
        }

        return [];
    }
}
