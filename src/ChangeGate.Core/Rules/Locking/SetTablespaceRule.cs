using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class SetTablespaceRule : Rule<SetTableOption>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG229",
        Name = "set-tablespace",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table moves to another tablespace.",
        Why = "It is copied while nobody reads or writes it.",
        Instead = "Use pg_repack with a tablespace, outside of migrations.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «SET TABLESPACE fast»;",
        Safe = "ALTER TABLE orders SET (fillfactor = 90);",
    };

    protected override IEnumerable<Finding> Check(SetTableOption change, RuleContext context)
    {
        if (change.Rewrites && !change.What.StartsWith("SET ACCESS METHOD", StringComparison.Ordinal))
        {
            yield return Report(context, $"`{change.What}` {Wording.Blocks(context)} while the table is copied.");
        }
    }
}
