using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class CompoundingLocksMultipleTablesRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG509",
        Name = "compounding-locks-multiple-tables",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "One transaction stops the readers of several existing tables.",
        Why = "Two sessions that take them in different orders wait for each other.",
        Instead = "Make a migration for each table.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE TABLE customer (id int);
            """,
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            ALTER TABLE customer «ADD COLUMN note text»;
            """,
        Safe = "ALTER TABLE orders ADD COLUMN note text;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Lock is not { Mode: "ACCESS EXCLUSIVE" } taken)
        {
            return [];
        }

        var held = context.EarlierLocks().SelectMany(static effect => effect.Relations).Except(taken.Relations).FirstOrDefault();

        if (held != default)
        {
            return [Report(context, $"Readers of {Wording.Names(taken.Relations.Select(Wording.Short))} are stopped while those of `{Wording.Short(held)}` are.")];
        }

        return [];
    }
}
