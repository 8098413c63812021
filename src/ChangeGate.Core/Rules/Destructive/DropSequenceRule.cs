using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropSequenceRule : Rule<DropSequence>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG117",
        Name = "drop-sequence",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity, Hazard.Irreversible, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql],
        When = "A sequence is dropped.",
        Why = "Its last value is lost: a sequence that is made again starts over and gives out numbers that are already used.",
        Instead = "Keep the sequence, or note its last value and start the new one above it.",
        Setup = "CREATE SEQUENCE ticket_number;",
        Unsafe = "«DROP SEQUENCE ticket_number»;",
        Safe = """
            CREATE SEQUENCE scratch;
            DROP SEQUENCE scratch;
            """,
    };

    protected override IEnumerable<Finding> Check(DropSequence change, RuleContext context)
    {
        if (context.IsNewSubject || (change.IfExists && context.BaselineIsKnown && !context.Exists))
        {
            return [];
        }

        return [Report(context, $"Dropping sequence `{change.Sequence}` forgets the last number that it gave out.")];
    }
}
