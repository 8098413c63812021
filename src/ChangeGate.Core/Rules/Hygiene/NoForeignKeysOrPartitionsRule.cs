using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Hygiene;

internal sealed class NoForeignKeysOrPartitionsRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG519",
        Name = "no-foreign-keys-or-partitions",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A foreign key or a partition is made.",
        Why = "Some teams keep both out of their databases: a foreign key locks two tables, and a partition is one more table to look after.",
        Instead = "Keep the rule in the application, and the rows in one table.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE TABLE invoice (order_id bigint REFERENCES orders (id))»;",
        Safe = "CREATE TABLE invoice (order_id bigint);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var key in ForeignKeys.MadeBy(change))
        {
            yield return Report(context, $"A foreign key to `{key.References?.Table}` is made.");
        }

        if (change is CreateTable { PartitionBy: not null } or CreateTable { PartitionOf: not null } or AttachPartition)
        {
            yield return Report(context, $"`{change.Subject?.Name}` is partitioned.");
        }
    }
}
