using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropCollationRule : Rule<ChangeOther>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG132",
        Name = "drop-collation",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql],
        When = "Something that columns are made with is dropped.",
        Why = "With CASCADE the columns that use it go, and their values with them.",
        Instead = "Give the columns another collation first, and leave CASCADE out.",
        Setup = """
            CREATE COLLATION plain FROM "C";
            CREATE TABLE term (word text COLLATE plain);
            """,
        Unsafe = "«DROP COLLATION plain CASCADE»;",
        Safe = """
            ALTER TABLE term ALTER COLUMN word TYPE text COLLATE "C";
            DROP COLLATION plain;
            """,
    };

    protected override IEnumerable<Finding> Check(ChangeOther change, RuleContext context)
    {
        if (change.Verb == "drop" && !context.Loss.IsNone)
        {
            return [Report(context, $"Dropping {change.Object.Part} `{change.Object.Name}` deletes {Wording.Lost(context.Loss)} where CASCADE says so.")];
        }

        return [];
    }
}
