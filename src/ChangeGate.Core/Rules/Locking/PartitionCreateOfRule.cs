using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class PartitionCreateOfRule : Rule<CreateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG243",
        Name = "partition-create-of",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A partition is made by CREATE TABLE … PARTITION OF.",
        Why = "Nobody reads or writes the partitioned table until the migration commits, and its default partition is read from end to end. ATTACH PARTITION lets both go on.",
        Instead = "Make the table by itself, with the columns and constraints of the other, and attach it.",
        Setup = "CREATE TABLE event (at date) PARTITION BY RANGE (at);",
        Unsafe = "«CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')»;",
        Safe = """
            CREATE TABLE event_2025 (LIKE event INCLUDING ALL);
            ALTER TABLE event ATTACH PARTITION event_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            """,
    };

    protected override IEnumerable<Finding> Check(CreateTable change, RuleContext context)
    {
        if (change.PartitionOf is not { } parent || context.IsNew(parent) || (change.IfNotExists && context.Exists))
        {
            yield break;
        }

        yield return Report(context, $"Making partition `{change.Table}` {Wording.Blocks(context)}{(context.Lock is { Scans: true } ? " while the default partition is read" : " until the migration commits")}.") with
        {
            SafeSql = SafeSql(change, parent, context),
        };
    }

    private static string? SafeSql(CreateTable change, ObjectName parent, RuleContext context)
    {
        if (change.Persistence != Persistence.Permanent || change.PartitionBy is not null || change.Columns.Count > 0 || change.Constraints.Count > 0 || change.Options.Count > 0 || change.PartitionBound is not { } bound)
        {
            return null;
        }

        var (table, whole) = (context.Quote(change.Table), context.Quote(parent));

        return $"CREATE TABLE {table} (LIKE {whole} INCLUDING ALL);\nALTER TABLE {whole} ATTACH PARTITION {table} {bound};";
    }
}
