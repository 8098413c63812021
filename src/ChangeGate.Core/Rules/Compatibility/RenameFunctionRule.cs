using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class RenameFunctionRule : Rule<RenameFunction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG309",
        Name = "rename-function",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A function is renamed.",
        Why = "The engine does not know which functions call it: they fail when they next run.",
        Instead = "Make the new one, and let the old one call it.",
        Setup = "CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql AS 'SELECT lower(t)';",
        Unsafe = "«ALTER FUNCTION slug(text) RENAME TO slugify»;",
        Safe = "CREATE FUNCTION slugify(t text) RETURNS text LANGUAGE sql AS 'SELECT slug(t)';",
    };

    protected override IEnumerable<Finding> Check(RenameFunction change, RuleContext context)
    {
        return [Report(context, $"Renaming `{change.Function}` to `{change.NewName}` fails what calls it by the old name.")];
    }
}
