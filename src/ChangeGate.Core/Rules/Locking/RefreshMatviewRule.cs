using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class RefreshMatviewRule : Rule<RefreshView>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG224",
        Name = "refresh-matview",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A materialized view is refreshed without CONCURRENTLY.",
        Why = "Nobody reads it until the query is done.",
        Instead = "Use REFRESH MATERIALIZED VIEW CONCURRENTLY; it needs a unique index.",
        Setup = """
            CREATE TABLE orders (id int);
            CREATE MATERIALIZED VIEW sales AS SELECT id FROM orders;
            CREATE UNIQUE INDEX sales_id ON sales (id);
            """,
        Unsafe = "«REFRESH MATERIALIZED VIEW sales»;",
        Safe = "REFRESH MATERIALIZED VIEW CONCURRENTLY sales;",
    };

    protected override IEnumerable<Finding> Check(RefreshView change, RuleContext context)
    {
        return !change.Concurrent ? [Report(context, $"Refreshing `{change.View}` blocks its readers until the query is done.")] : [];
    }
}
