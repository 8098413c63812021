using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropColumnRule : Rule<DropColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG102",
        Name = "drop-column",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A column that this proposal did not add is dropped.",
        Why = "Its values are gone when the migration commits, indexes and constraints that contain it go with it, and code that still names it fails at once.",
        Instead = "Stop reading the column in one release, drop it in a later one, and keep a copy of its values.",
        Setup = "CREATE TABLE orders (id int, total int);",
        Unsafe = "ALTER TABLE orders «DROP COLUMN total»;",
        Safe = """
            ALTER TABLE orders ADD COLUMN draft int;
            ALTER TABLE orders DROP COLUMN draft;
            """,
    };

    protected override IEnumerable<Finding> Check(DropColumn change, RuleContext context)
    {
        var loss = context.Loss;

        if (loss.IsNone && (context.IsNewSubject || (change.IfExists && context.Column(change.Table, change.Column) is null && context.BaselineIsKnown)))
        {
            yield break;
        }

        if (loss.IsNone)
        {
            var kept = context.Column(change.Table, change.Column) is { Generated: not GeneratedKind.None } ? "It is generated, so nothing stored is lost." : "Its values are kept elsewhere by this proposal.";

            yield return Report(context, $"Dropping `{change.Table}.{change.Column}` fails code that still names it. {kept}") with
            {
                Risk = Risk.Caution,
                Hazards = [Hazard.Compatibility],
            };
            yield break;
        }

        var assumed = context.Column(change.Table, change.Column) is null ? " The history does not say what it holds, so the worst is assumed." : "";

        yield return Report(context, $"Dropping `{change.Table}.{change.Column}` deletes {Wording.Its(context.SubjectRows, "values")}.{assumed}");
    }
}
