using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class StatementAfterAccessExclusiveRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG506",
        Name = "statement-after-access-exclusive",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "More is done after a lock on a table that stops its readers was taken, in the same transaction.",
        Why = "The readers wait for all of it.",
        Instead = "Put what takes time into a migration of its own, before.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE TABLE customer (id int, name text);
            """,
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            «UPDATE customer SET name = trim(name) WHERE id = 1»;
            """,
        Safe = "ALTER TABLE orders ADD COLUMN note text;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is ControlTransaction or SetSetting or SetComment || change.Subject is null)
        {
            return [];
        }

        var held = context.EarlierLocks().FirstOrDefault(effect => effect.Relations.Any(relation => relation != context.Subject?.Name) || context.Lock is { Scans: true } or { Rewrites: true });

        return held is not null ? [Report(context, $"Readers of {Wording.Names(held.Relations.Select(Wording.Short))} wait for this too.")] : [];
    }
}
