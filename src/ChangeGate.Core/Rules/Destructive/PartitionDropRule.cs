using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class PartitionDropRule : Rule<DropTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG141",
        Name = "partition-drop",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        Engine = 14,
        When = "A partition is dropped while it belongs to its table.",
        Why = "Nobody reads or writes the whole partitioned table until the migration commits, and every query that is running must end first.",
        Instead = "Detach it with CONCURRENTLY (PostgreSQL 14) in a migration of its own, and drop it in a later one.",
        Setup = """
            CREATE TABLE event (at date) PARTITION BY RANGE (at);
            CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            """,
        Unsafe = "«DROP TABLE event_2024»;",
        Safe = "ALTER TABLE event DETACH PARTITION event_2024 CONCURRENTLY;",
    };

    protected override IEnumerable<Finding> Check(DropTable change, RuleContext context)
    {
        if (context.Table(change.Table) is not { PartitionOf: { } parent } || context.IsNew(parent))
        {
            yield break;
        }

        yield return Report(context, $"Dropping partition `{change.Table}` stops reads and writes of all of `{Wording.Short(parent)}` until the migration commits.") with
        {
            SafeSql = HasDefault(parent, context) || context.NewestEngine < 14 ? null : $"ALTER TABLE {context.Quote(Wording.Short(parent))} DETACH PARTITION {context.Quote(change.Table)} CONCURRENTLY;",
        };
    }

    // DETACH … CONCURRENTLY is refused where there is a default partition (PostgreSQL, "ALTER TABLE").
    private static bool HasDefault(ObjectName parent, RuleContext context) =>
        context.Before.Snapshot.Tables.Any(table => table.PartitionOf == parent && string.Equals(table.PartitionBound, "DEFAULT", StringComparison.OrdinalIgnoreCase));
}
