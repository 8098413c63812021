using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropFunctionOrProcedureRule : Rule<DropFunction>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG121",
        Name = "drop-function-or-procedure",
        Risk = Risk.Caution,
        Hazards = [Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A function or procedure that this proposal did not make is dropped.",
        Why = "The engine does not know which functions call it: they fail when they next run.",
        Instead = "Replace it, or keep a version that does nothing until nobody calls it.",
        Setup = "CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql AS 'SELECT lower(t)';",
        Unsafe = "«DROP FUNCTION slug(text)»;",
        Safe = "CREATE OR REPLACE FUNCTION slug(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';",
    };

    protected override IEnumerable<Finding> Check(DropFunction change, RuleContext context)
    {
        if (context.IsNewSubject || (change.IfExists && context.BaselineIsKnown && !context.ExistsFunction(change.Function)))
        {
            return [];
        }

        return [context.IsMadeAgain(context.Subject)
            ? Report(context, $"Dropping `{change.Function}` and making it again takes away the privileges on it.") with { Risk = Risk.Notice }
            : Report(context, $"Dropping `{change.Function}` fails what calls it, when it next does.")];
    }
}
