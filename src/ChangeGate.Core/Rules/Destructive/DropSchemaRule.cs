using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropSchemaRule : Rule<DropSchema>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG103",
        Name = "drop-schema",
        Risk = Risk.Caution,
        Hazards = [Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A schema is dropped without CASCADE.",
        Why = "It succeeds only when nothing is in the schema, but privileges and default privileges on it are gone, and search paths that name it find nothing.",
        Instead = "Drop what is in it first, each object by its name, and the schema last.",
        Setup = "CREATE SCHEMA legacy;",
        Unsafe = "«DROP SCHEMA legacy»;",
        Safe = """
            CREATE SCHEMA staging;
            DROP SCHEMA staging;
            """,
    };

    protected override IEnumerable<Finding> Check(DropSchema change, RuleContext context)
    {
        if (change.Cascade || context.IsNewSubject || (change.IfExists && context.BaselineIsKnown && !context.Exists))
        {
            return [];
        }

        return [Report(context, $"Dropping schema `{change.Schema}` takes its privileges with it, and names that are found through it are found no more.")];
    }
}
