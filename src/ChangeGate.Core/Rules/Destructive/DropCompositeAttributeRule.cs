using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropCompositeAttributeRule : Rule<AlterType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG127",
        Name = "drop-composite-attribute",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "An attribute of a composite type is dropped.",
        Why = "The field is gone from every value of that type that any column stores.",
        Instead = "Make a new type without the field and move the columns to it in a later release.",
        Setup = """
            CREATE TYPE address AS (street text, city text);
            CREATE TABLE person (home address);
            """,
        Unsafe = "ALTER TYPE address «DROP ATTRIBUTE city»;",
        Safe = "ALTER TYPE address RENAME ATTRIBUTE city TO town;",
    };

    protected override IEnumerable<Finding> Check(AlterType change, RuleContext context)
    {
        if (change.DroppedField is { } field && !context.IsNewSubject)
        {
            return [Report(context, $"Dropping attribute `{field}` of `{change.Type}` deletes it from every stored value of that type.")];
        }

        return [];
    }
}
