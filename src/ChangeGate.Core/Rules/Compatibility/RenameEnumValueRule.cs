using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class RenameEnumValueRule : Rule<RenameEnumValue>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG304",
        Name = "rename-enum-value",
        Risk = Risk.Danger,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A value of an enum is renamed.",
        Why = "Code that still writes or compares the old one fails.",
        Instead = "Add the new value, move the rows in a later migration, and leave the old one unused.",
        Setup = "CREATE TYPE mood AS ENUM ('calm', 'cross');",
        Unsafe = "«ALTER TYPE mood RENAME VALUE 'cross' TO 'angry'»;",
        Safe = "ALTER TYPE mood ADD VALUE 'angry';",
    };

    protected override IEnumerable<Finding> Check(RenameEnumValue change, RuleContext context)
    {
        return [Report(context, $"Renaming value `{change.Value}` of `{change.Type}` to `{change.NewValue}` fails code that still uses the old one.")];
    }
}
