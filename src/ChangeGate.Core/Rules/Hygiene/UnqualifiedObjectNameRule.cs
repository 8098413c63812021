using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class UnqualifiedObjectNameRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG530",
        Name = "unqualified-object-name",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "An object is named without its schema.",
        Why = "Which object is meant depends on the search path of whoever runs it.",
        Instead = "Write the schema before the name.",
        Unsafe = "«CREATE TABLE note (id int)»;",
        Safe = "CREATE TABLE public.note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (NameOf(change) is { } name && ReferenceEquals(change, context.Statement.Changes.FirstOrDefault(other => NameOf(other) == name)))
        {
            return [Report(context, $"`{name}` is looked for by the search path.")];
        }

        return [];
    }

    private static string? NameOf(Change change) => change.Subject is
    {
        Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.Constraint or ObjectKind.Trigger or ObjectKind.Policy or ObjectKind.View or ObjectKind.MaterializedView
            or ObjectKind.Sequence or ObjectKind.Type or ObjectKind.Function,
        Name: { Schema: null } name,
    } && change is not CreateTable { Persistence: Persistence.Temporary } and not CreateIndex ? name.Name : null;
}
