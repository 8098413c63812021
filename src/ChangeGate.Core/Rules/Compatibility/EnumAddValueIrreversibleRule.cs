using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Compatibility;

internal sealed class EnumAddValueIrreversibleRule : Rule<AddEnumValue>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG310",
        Name = "enum-add-value-irreversible",
        Risk = Risk.Notice,
        Hazards = [Hazard.Irreversible, Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        When = "A value is added to an enum.",
        Why = "PostgreSQL has no statement that takes it away again: undoing it means another type and a copy of every table that uses it.",
        Instead = "Use a lookup table where values come and go.",
        Setup = "CREATE TYPE mood AS ENUM ('calm', 'cross');",
        Unsafe = "«ALTER TYPE mood ADD VALUE 'angry'»;",
        Safe = "CREATE TABLE mood_name (name text PRIMARY KEY);",
    };

    protected override IEnumerable<Finding> Check(AddEnumValue change, RuleContext context)
    {
        return [Report(context, $"PostgreSQL has no statement that takes value `{change.Value}` out of `{change.Type}` again.")];
    }
}
