using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropTypeRule : Rule<DropType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG116",
        Name = "drop-type",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A type or domain is dropped.",
        Why = "With CASCADE every column of that type goes, in whatever table, and its values with it.",
        Instead = "Give the columns another type first, and drop the type without CASCADE.",
        Setup = """
            CREATE TYPE mood AS ENUM ('calm', 'cross');
            CREATE TABLE person (id int, feels mood);
            """,
        Unsafe = "«DROP TYPE mood CASCADE»;",
        Safe = """
            CREATE TYPE draft AS ENUM ('one');
            DROP TYPE draft CASCADE;
            """,
    };

    protected override IEnumerable<Finding> Check(DropType change, RuleContext context)
    {
        if (context.Loss.IsNone && (context.IsNewSubject || (change.IfExists && context.BaselineIsKnown && !context.Exists)))
        {
            yield break;
        }

        if (!context.Loss.IsNone)
        {
            yield return Report(context, $"Dropping type `{change.Type}` with CASCADE deletes the values of {Wording.Lost(context.Loss)}.");
            yield break;
        }

        if (change.Cascade && !context.BaselineIsKnown)
        {
            yield return Report(context, $"Dropping type `{change.Type}` with CASCADE deletes the columns that have it. The history does not say which those are, so the worst is assumed.");
            yield break;
        }

        yield return Report(context, $"Dropping type `{change.Type}` fails code that still names it.") with { Risk = Risk.Notice, Hazards = [Hazard.Compatibility] };
    }
}
