using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class CreateEnumRule : Rule<CreateType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG504",
        Name = "create-enum",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "An enum is made.",
        Why = "Values can be added to it, never taken away.",
        Instead = "Use a lookup table or a CHECK.",
        Unsafe = "«CREATE TYPE mood AS ENUM ('calm')»;",
        Safe = "CREATE TABLE mood (name text PRIMARY KEY);",
    };

    protected override IEnumerable<Finding> Check(CreateType change, RuleContext context)
    {
        return change.TypeKind == UserTypeKind.Enum ? [Report(context, $"Values can be added to `{change.Type}`, never taken away.")] : [];
    }
}
