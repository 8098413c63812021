using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Correctness;

internal sealed class ConcurrentIndexOnPartitionedRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG430",
        Name = "concurrent-index-on-partitioned",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "An index of a partitioned table is made or dropped CONCURRENTLY, or rebuilt so before PostgreSQL 14.",
        Why = "PostgreSQL refuses it (0A000), and the migration fails where it runs first.",
        Instead = "Make the index ON ONLY the partitioned table, make one CONCURRENTLY on each partition, and attach them.",
        Setup = """
            CREATE TABLE event (at date) PARTITION BY RANGE (at);
            CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            """,
        Unsafe = "«CREATE INDEX CONCURRENTLY event_at ON event (at)»;",
        Refused = new Refusal("0A000"),
        Safe = """
            CREATE INDEX event_at ON ONLY event (at);
            CREATE INDEX CONCURRENTLY event_2025_at ON event_2025 (at);
            ALTER INDEX event_at ATTACH PARTITION event_2025_at;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var (table, verb) = change switch
        {
            CreateIndex { Concurrent: true } create => (create.Index.Table, "make"),
            DropIndex { Concurrent: true } drop => (context.Index(drop.Index)?.Definition.Table, "drop"),
            Reindex { Concurrent: true, Target: { } target } when context.Engine < 14 => (context.Index(target.Name)?.Definition.Table ?? target.Name, "rebuild"),
            _ => (null, ""),
        };

        if (table is not null && context.Table(table) is { PartitionBy: not null } whole)
        {
            return [Report(context, $"PostgreSQL refuses to {verb} an index of `{Wording.Short(whole.Id)}` concurrently, because it is partitioned.") with { SafeSql = SafeSql(change, whole, context) }];
        }

        return [];
    }

    private static string? SafeSql(Change change, Table whole, RuleContext context)
    {
        var partitions = context.Before.Snapshot.DescendantsOf(whole.Id.Name).ToList();

        if (change is not CreateIndex { Index: { Name: { } name, Unique: false, Where: null, Include.Count: 0, Options.Count: 0 } index } || partitions.Any(static partition => partition.PartitionBy is not null)
            || index.Elements.Any(static element => element != new IndexElement { Column = element.Column } || element.Column is null))
        {
            return null;
        }

        var keys = $"USING {context.Quote(index.Method)} ({string.Join(", ", index.Elements.Select(element => context.Quote(element.Column!)))})"; // all of them are columns
        var lines = partitions.SelectMany(partition =>
        {
            var own = new ObjectName(partition.Id.Name.Schema, $"{partition.Id.Name.Name}_{name}");

            return new[]
            {
                $"CREATE INDEX CONCURRENTLY {context.Quote(own.Name)} ON {context.Quote(partition.Id.Name)} {keys};",
                $"ALTER INDEX {context.Quote(whole.Id.Name with { Name = name })} ATTACH PARTITION {context.Quote(own)};",
            };
        });

        return string.Join('\n', [$"CREATE INDEX {context.Quote(name)} ON ONLY {context.Quote(whole.Id.Name)} {keys};", "-- then for each partition, in a migration without a transaction:", .. lines]);
    }
}
