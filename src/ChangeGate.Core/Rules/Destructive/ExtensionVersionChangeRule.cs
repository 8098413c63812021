using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class ExtensionVersionChangeRule : Rule<AlterExtension>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG138",
        Name = "extension-version-change",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "An extension is brought to another version.",
        Why = "Its update script runs whatever its authors wrote, with the locks that takes, and few extensions can go back to an older version.",
        Instead = "Update it in a migration of its own, after the same update has run on a copy.",
        Setup = "CREATE EXTENSION citext;",
        Unsafe = "«ALTER EXTENSION citext UPDATE»;",
        Safe = "CREATE EXTENSION IF NOT EXISTS citext;",
    };

    protected override IEnumerable<Finding> Check(AlterExtension change, RuleContext context)
    {
        if (change.What.StartsWith("UPDATE", StringComparison.OrdinalIgnoreCase))
        {
            return [Report(context, $"Extension `{change.Extension}` runs its own update script, and may have no way back.")];
        }

        return [];
    }
}
