using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class SetTablespaceRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG229",
        Name = "set-tablespace",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table or an index moves to another tablespace, or all of one tablespace do.",
        Why = "It is copied while nobody reads or writes it.",
        Instead = "Use pg_repack with a tablespace, outside of migrations.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «SET TABLESPACE fast»;",
        Safe = "ALTER TABLE orders SET (fillfactor = 90);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is SetTableOption { Rewrites: true } table && table.What.StartsWith("SET TABLESPACE", StringComparison.Ordinal))
        {
            yield return Report(context, $"`{table.What}` {Wording.Blocks(context)} while the table is copied.");
        }
        else if (change is SetIndexOption index && index.What.StartsWith("SET TABLESPACE", StringComparison.Ordinal))
        {
            yield return Report(context, $"`{index.What}` stops every query that would look at `{index.Index}`, so those of its table, while the index is copied.");
        }
        else if (change is ConfigureServer server && server.What.Contains("ALL IN TABLESPACE", StringComparison.Ordinal))
        {
            yield return Report(context, $"`{server.What}` copies whatever is there on the day, and blocks reads and writes of all of it until the migration commits.");
        }
    }
}
