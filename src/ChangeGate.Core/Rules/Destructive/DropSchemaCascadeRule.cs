using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropSchemaCascadeRule : Rule<DropSchema>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG104",
        Name = "drop-schema-cascade",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A schema is dropped with CASCADE.",
        Why = "Every table, type and function in it goes, whatever its name, and with the types the columns of other schemas that use them.",
        Instead = "Drop each object by its name, so that the review sees what goes, and the empty schema last.",
        Setup = """
            CREATE SCHEMA legacy;
            CREATE TABLE legacy.invoice (id int);
            """,
        Unsafe = "«DROP SCHEMA legacy CASCADE»;",
        Safe = """
            CREATE SCHEMA staging;
            DROP SCHEMA staging CASCADE;
            """,
    };

    protected override IEnumerable<Finding> Check(DropSchema change, RuleContext context)
    {
        if (!change.Cascade || (context.Loss.IsNone && (context.IsNewSubject || (change.IfExists && context.BaselineIsKnown && !context.Exists))))
        {
            return [];
        }

        var loss = context.Loss;

        return [loss.IsNone
            ? Report(context, $"Dropping schema `{change.Schema}` drops everything in it. No stored value is among it.") with { Risk = Risk.Caution, Hazards = [Hazard.Irreversible, Hazard.Compatibility] }
            : loss.Assumed
                ? Report(context, $"Dropping schema `{change.Schema}` drops everything in it. The history does not say what that is, so the worst is assumed.")
                : Report(context, $"Dropping schema `{change.Schema}` drops everything in it and deletes the rows of {Wording.Names(loss.Tables)}.")];
    }
}
