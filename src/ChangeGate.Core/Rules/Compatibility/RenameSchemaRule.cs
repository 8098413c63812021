using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class RenameSchemaRule : Rule<RenameSchema>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG303",
        Name = "rename-schema",
        Risk = Risk.Danger,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A schema is renamed.",
        Why = "Every name in it changes at once, and search paths that name it find nothing.",
        Instead = "Make a schema of the new name with views on the old tables.",
        Setup = "CREATE SCHEMA sales;",
        Unsafe = "«ALTER SCHEMA sales RENAME TO shop»;",
        Safe = "CREATE SCHEMA shop;",
    };

    protected override IEnumerable<Finding> Check(RenameSchema change, RuleContext context)
    {
        return [Report(context, $"Renaming schema `{change.Schema}` to `{change.NewName}` fails code that uses any name in it.")];
    }
}
