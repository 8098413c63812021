using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locking;

internal sealed class FkToPartitionedOrInheritedRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG249",
        Name = "fk-to-partitioned-or-inherited",
        Risk = Risk.Danger,
        Hazards = [Hazard.Availability, Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A foreign key points at a partitioned table or one that others inherit from, or a partitioned table gets one NOT VALID.",
        Why = "A partitioned table is locked with all of its partitions. Rows of tables that inherit are not seen by a foreign key. Up to PostgreSQL 17 a foreign key of a partitioned table cannot be NOT VALID.",
        Instead = "Add the key to each partition NOT VALID, validate it there, and add it to the whole then.",
        Setup = """
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE TABLE payment (at date, customer_id bigint) PARTITION BY RANGE (at);
            CREATE TABLE payment_2025 PARTITION OF payment FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            """,
        Unsafe = "ALTER TABLE payment «ADD CONSTRAINT payment_customer FOREIGN KEY (customer_id) REFERENCES customer (id) NOT VALID»;",
        Refused = new Refusal("42809", UpTo: 17),
        Safe = "ALTER TABLE payment_2025 ADD CONSTRAINT payment_customer FOREIGN KEY (customer_id) REFERENCES customer (id) NOT VALID;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var key in ForeignKeys.MadeBy(change))
        {
            var from = context.Table(change.Subject!.Name); // every change that makes a foreign key has a table
            var to = key.References!.Table; // a foreign key has a target

            if (key.NotValid && change is AddConstraint && from?.PartitionBy is not null && context.Engine < 18)
            {
                yield return Report(context, $"PostgreSQL {context.Engine} refuses a foreign key NOT VALID on a partitioned table, and `{Wording.Short(from.Id)}` is one.") with { Hazards = [Hazard.Correctness] };
            }

            if (context.Resolve(to) == context.Resolve(change.Subject.Name) || context.IsNew(to) || context.Table(to) is not { } target || !context.Before.Snapshot.DescendantsOf(target.Id.Name).Any())
            {
                continue;
            }

            yield return target.PartitionBy is null
                ? Report(context, $"The foreign key to `{to}` does not see rows of the tables that inherit from it.") with { Risk = Risk.Caution, Hazards = [Hazard.Correctness] }
                : Report(context, $"The foreign key to `{to}` blocks writes to all of its partitions until the migration commits.") with { Risk = Risk.Notice, Hazards = [Hazard.Availability] };
        }
    }
}
