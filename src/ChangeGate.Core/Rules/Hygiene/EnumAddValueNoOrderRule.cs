using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class EnumAddValueNoOrderRule : Rule<AddEnumValue>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG512",
        Name = "enum-add-value-no-order",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A value is added to an enum without BEFORE or AFTER.",
        Why = "It sorts behind all others, for good: the order of values cannot be changed later.",
        Instead = "Say BEFORE or AFTER which value it belongs.",
        Setup = "CREATE TYPE mood AS ENUM ('calm');",
        Unsafe = "«ALTER TYPE mood ADD VALUE 'sad'»;",
        Safe = "ALTER TYPE mood ADD VALUE 'sad' AFTER 'calm';",
    };

    protected override IEnumerable<Finding> Check(AddEnumValue change, RuleContext context)
    {
        return change is { Before: null, After: null } ? [Report(context, $"`{change.Value}` sorts behind all other values of `{change.Type}`, for good.")] : [];
    }
}
