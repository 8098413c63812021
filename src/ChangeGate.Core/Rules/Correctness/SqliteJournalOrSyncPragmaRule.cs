using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class SqliteJournalOrSyncPragmaRule : Rule<SetPragma>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG409",
        Name = "sqlite-journal-or-sync-pragma",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.Sqlite],
        When = "A pragma turns off what keeps the file whole.",
        Why = "A crash while it is off can lose committed rows or the file, and rows that break a rule can get in.",
        Instead = "Leave it to whoever runs the database.",
        Unsafe = "«PRAGMA synchronous = OFF»;",
        Safe = "PRAGMA synchronous = FULL;",
    };

    protected override IEnumerable<Finding> Check(SetPragma change, RuleContext context)
    {
        var weakens = (change.Name, change.Value?.ToUpperInvariant()) switch
        {
            ("journal_mode", "OFF" or "MEMORY") => true,
            ("synchronous", "OFF" or "0") => true,
            ("ignore_check_constraints", not null) => change.TurnsOn,
            ("trusted_schema", not null) => change.TurnsOn,
            _ => false,
        };

        return weakens ? [Report(context, $"`PRAGMA {change.Name} = {change.Value}` turns off what keeps the database whole.")] : [];
    }
}
