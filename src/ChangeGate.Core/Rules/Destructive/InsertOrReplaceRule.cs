using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class InsertOrReplaceRule : Rule<InsertRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG115",
        Name = "insert-or-replace",
        Risk = Risk.Caution,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.Sqlite, Dialect.PostgreSql],
        When = "An INSERT overwrites rows that are already there: INSERT OR REPLACE, ON CONFLICT DO UPDATE.",
        Why = "The values of the row in the way are gone. REPLACE deletes that row first, so foreign keys cascade and columns that are not named fall back to their defaults.",
        Instead = "Use ON CONFLICT DO NOTHING, or update only where there is no value yet.",
        Setup = "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT);",
        Unsafe = "«INSERT OR REPLACE INTO setting VALUES ('lang', 'en')»;",
        Safe = "INSERT INTO setting VALUES ('lang', 'en') ON CONFLICT DO NOTHING;",
    };

    protected override IEnumerable<Finding> Check(InsertRows change, RuleContext context)
    {
        if (!context.Loss.IsNone)
        {
            return [Report(context, $"Inserting into `{change.Table}` overwrites rows that are already there.{Wording.Assumption(context.Loss, change.Table)}")];
        }

        return [];
    }
}
