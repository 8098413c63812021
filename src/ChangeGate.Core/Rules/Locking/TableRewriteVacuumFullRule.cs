using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class TableRewriteVacuumFullRule : Rule<Maintain>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG222",
        Name = "table-rewrite-vacuum-full",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "VACUUM FULL or CLUSTER.",
        Why = "The table is copied while nobody reads or writes it, and needs its size once more on disk.",
        Instead = "Use pg_repack or pg_squeeze, outside of migrations.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«VACUUM FULL orders»;",
        Safe = "VACUUM orders;",
    };

    protected override IEnumerable<Finding> Check(Maintain change, RuleContext context)
    {
        if (change.Verb is "VACUUM FULL" or "CLUSTER")
        {
            return [Report(context, change.Table is { } table
                ? $"{change.Verb} {Wording.Blocks(context)} while `{table}` is copied."
                : $"{change.Verb} copies every table in turn while nobody reads or writes it.")];
        }

        return [];
    }
}
