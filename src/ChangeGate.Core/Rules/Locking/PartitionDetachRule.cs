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
        if (change is not { Concurrent: false, Finalizes: false })
        {
            yield break;
        }

        var finding = Report(context, $"Detaching `{change.Partition}` {Wording.Blocks(context)} until the migration commits.");

        if (context.NewestEngine < FirstConcurrent)
        {
            yield return finding with { Remedy = $"Set a short lock_timeout and try again until it comes through: PostgreSQL {context.NewestEngine} cannot detach CONCURRENTLY." };
            yield break;
        }

        // With a default partition it is refused (PostgreSQL, "ALTER TABLE").
        yield return finding with
        {
            Remedy = context.Engine < FirstConcurrent && context.Set.Engine != 0 ? $"{Doc.Instead} PostgreSQL {FirstConcurrent} is the first that can." : Doc.Instead,
            SafeSql = context.Statement.Changes.Count > 1 || context.DefaultPartitionsOf(change.Table).Any() ? null : $"ALTER TABLE {context.Quote(change.Table)} DETACH PARTITION {context.Quote(change.Partition)} CONCURRENTLY;",
        };
    }

    private const int FirstConcurrent = 14;
}
