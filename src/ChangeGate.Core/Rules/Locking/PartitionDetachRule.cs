using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class PartitionDetachRule : Rule<DetachPartition>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG225",
        Name = "partition-detach",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        Engine = 14,
        When = "A partition is detached without CONCURRENTLY.",
        Why = "Nobody reads or writes the whole partitioned table until the migration commits.",
        Instead = "Use DETACH PARTITION … CONCURRENTLY (PostgreSQL 14), in a migration of its own.",
        Setup = """
            CREATE TABLE event (at date) PARTITION BY RANGE (at);
            CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            """,
        Unsafe = "ALTER TABLE event «DETACH PARTITION event_2024»;",
        Safe = "ALTER TABLE event DETACH PARTITION event_2024 CONCURRENTLY;",
    };

    protected override IEnumerable<Finding> Check(DetachPartition change, RuleContext context)
    {
        if (change is { Concurrent: false, Finalizes: false })
        {
            yield return Report(context, $"Detaching `{change.Partition}` {Wording.Blocks(context)} until the migration commits.");
        }
    }
}
