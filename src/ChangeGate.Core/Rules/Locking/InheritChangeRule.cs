using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class InheritChangeRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG248",
        Name = "inherit-change",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A table begins or ceases to inherit from another, or to be of a composite type.",
        Why = "Queries on the parent see more or fewer rows from one moment to the next, and nobody reads or writes the child while the lock is waited for.",
        Instead = "Find out who queries the parent first, and set a lock_timeout.",
        Setup = """
            CREATE TABLE orders (id bigint);
            CREATE TABLE orders_2024 () INHERITS (orders);
            """,
        Unsafe = "ALTER TABLE orders_2024 «NO INHERIT orders»;",
        Safe = "ALTER TABLE orders_2024 SET (fillfactor = 90);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is ChangeInheritance inherit)
        {
            yield return inherit.Inherits
                ? Report(context, $"Queries on `{inherit.Parent}` see the rows of `{inherit.Table}` as well from now on.")
                : Report(context, $"Queries on `{inherit.Parent}` no longer see the rows of `{inherit.Table}`.");
        }
        else if (change is SetTableOption { What: var what } option && (what == "NOT OF" || what.StartsWith("OF ", StringComparison.Ordinal)))
        {
            yield return Report(context, $"`{what}` {Wording.Blocks(context)} until the migration commits.") with { Risk = Risk.Notice, Object = context.Before.Resolve(ObjectId.Table(option.Table)) };
        }
    }
}
