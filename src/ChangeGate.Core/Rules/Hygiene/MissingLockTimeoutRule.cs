using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MissingLockTimeoutRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG501",
        Name = "missing-lock-timeout",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A strong lock on an existing table is taken and no lock_timeout is set.",
        Why = "A lock that waits makes everybody after it wait. The governed runner sets a timeout by itself.",
        Instead = "Begin with SET lock_timeout = '2s'.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN note text»;",
        Safe = """
            SET lock_timeout = '2s';
            ALTER TABLE orders ADD COLUMN note text;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Lock is { Mode: not "SHARE UPDATE EXCLUSIVE" } effect && !context.LocksOnlyWhatIsNew && !context.SetsEarlier("lock_timeout"))
        {
            return [Report(context, $"No lock_timeout is set, so waiting for {Wording.Names(effect.Relations.Select(Wording.Short))} makes everybody after it wait.")];
        }

        return [];
    }
}
