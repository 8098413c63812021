using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class LockTimeoutAfterDangerousRule : Rule<SetSetting>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG524",
        Name = "lock-timeout-after-dangerous",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "lock_timeout is set behind a statement that already took a strong lock on an existing table.",
        Why = "The statement that needed it has waited without it.",
        Instead = "Move it to the top of the script.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            «SET lock_timeout = '2s'»;
            """,
        Safe = """
            SET lock_timeout = '2s';
            ALTER TABLE orders ADD COLUMN note text;
            """,
    };

    protected override IEnumerable<Finding> Check(SetSetting change, RuleContext context)
    {
        if (change is not { Name: "lock_timeout", Value: not (null or "0") } || context.ChangesBefore().OfType<SetSetting>().Any(static set => set is { Name: "lock_timeout", Value: not null }))
        {
            return [];
        }

        var unguarded = context.ChangesBefore().Select(earlier => new RuleContext(earlier, context.Scene, context.Proposal, context.Before))
            .FirstOrDefault(static earlier => earlier is { LocksOnlyWhatIsNew: false, Lock.Mode: not "SHARE UPDATE EXCLUSIVE" });

        if (unguarded?.Lock is { } effect)
        {
            return [Report(context, $"The lock on {Wording.Names(effect.Relations.Select(Wording.Short))} was waited for before this was set.")];
        }

        return [];
    }
}
