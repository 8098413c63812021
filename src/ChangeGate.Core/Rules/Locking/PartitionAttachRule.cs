using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class PartitionAttachRule : Rule<AttachPartition>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG226",
        Name = "partition-attach",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table is attached as a partition and no valid CHECK says that its rows belong there.",
        Why = "The table and the default partition are read while nobody reads or writes them.",
        Instead = "Add a CHECK with the bound to the table NOT VALID, validate it, attach, and drop it.",
        Setup = """
            CREATE TABLE event (at date) PARTITION BY RANGE (at);
            CREATE TABLE event_2024 (at date);
            """,
        Unsafe = "ALTER TABLE event «ATTACH PARTITION event_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')»;",
        Safe = """
            CREATE TABLE event_2025 (at date);
            ALTER TABLE event ATTACH PARTITION event_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            """,
    };

    protected override IEnumerable<Finding> Check(AttachPartition change, RuleContext context)
    {
        if (context.IsNew(change.Partition) || context.Table(change.Partition)?.Constraints.Any(static item => item is { Kind: ConstraintKind.Check, NotValid: false }) == true)
        {
            return [];
        }

        return [Report(context, $"Attaching `{change.Partition}` to `{change.Table}` blocks reads and writes of it while every row is read.")];
    }
}
