using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropExtensionRule : Rule<DropExtension>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG118",
        Name = "drop-extension",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "An extension is dropped.",
        Why = "Its functions and types go, with CASCADE every column of those types, and tables that belong to it go with their rows.",
        Instead = "Give the columns built-in types first, and drop the extension without CASCADE.",
        Setup = """
            CREATE EXTENSION citext;
            CREATE TABLE person (id int, email citext);
            """,
        Unsafe = "«DROP EXTENSION citext CASCADE»;",
        Safe = "ALTER TABLE person ALTER COLUMN email TYPE text;",
    };

    protected override IEnumerable<Finding> Check(DropExtension change, RuleContext context)
    {
        if (change.IfExists && context.BaselineIsKnown && !context.Exists)
        {
            return [];
        }

        return [context.Loss.IsNone
            ? Report(context, $"Dropping extension `{change.Extension}` fails what still uses it.") with { Risk = Risk.Caution, Hazards = [Hazard.Compatibility] }
            : context.Loss.Assumed
                ? Report(context, $"Dropping extension `{change.Extension}` drops what belongs to it. The history does not say what that is, so the worst is assumed.")
                : Report(context, $"Dropping extension `{change.Extension}` deletes the values of {Wording.Lost(context.Loss)}.")];
    }
}
