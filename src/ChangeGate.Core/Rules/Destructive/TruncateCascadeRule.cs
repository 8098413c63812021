using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Destructive;

internal sealed class TruncateCascadeRule : Rule<TruncateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG108",
        Name = "truncate-cascade",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "TRUNCATE has CASCADE.",
        Why = "Every table with a foreign key to this one is emptied too, and every table with a foreign key to those.",
        Instead = "Name every table that is meant, without CASCADE.",
        Setup = """
            CREATE TABLE customer (id int PRIMARY KEY);
            CREATE TABLE orders (id int, customer_id int REFERENCES customer (id));
            """,
        Unsafe = "«TRUNCATE customer CASCADE»;",
        Safe = """
            CREATE TABLE scratch (id int);
            TRUNCATE scratch CASCADE;
            """,
    };

    protected override IEnumerable<Finding> Check(TruncateTable change, RuleContext context)
    {
        if (!change.Cascade || context.Loss.IsNone)
        {
            return [];
        }

        var others = context.Before.Snapshot.TruncatedWith(context.Resolve(change.Table)).Select(table => Wording.Short(table.Id.Name)).ToList();

        if (others.Count == 0 && context.BaselineIsKnown)
        {
            return [];
        }

        return [Report(context, others.Count > 0
            ? $"CASCADE empties {Wording.Names(others)} together with `{change.Table}`."
            : $"CASCADE empties every table that refers to `{change.Table}`. The history does not say which those are.")];
    }
}
