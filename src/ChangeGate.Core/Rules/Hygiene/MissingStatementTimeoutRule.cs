using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MissingStatementTimeoutRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG502",
        Name = "missing-statement-timeout",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A statement waits for a lock on an existing table and no statement_timeout is set. Builds and validations that let others write are meant to take long and are not asked.",
        Why = "A statement that takes longer than thought holds its lock as long. The governed runner sets a timeout by itself.",
        Instead = "Begin with SET statement_timeout = '30s'.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "ALTER TABLE orders «ADD COLUMN note text»;",
        Safe = """
            SET statement_timeout = '30s';
            ALTER TABLE orders ADD COLUMN note text;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if ((context.Lock is { Mode: not "SHARE UPDATE EXCLUSIVE" } or { Scans: false } || change is LockTable) && !context.LocksOnlyWhatIsNew && !context.SetsEarlier("statement_timeout"))
        {
            return [Report(context, "No statement_timeout is set, so the statement waits for its lock, and holds it, as long as it takes.")];
        }

        return [];
    }
}
