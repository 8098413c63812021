using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class SequenceRestartRule : Rule<AlterSequence>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG131",
        Name = "sequence-restart",
        Risk = Risk.Caution,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql],
        When = "A sequence is set to another value.",
        Why = "If that is below the highest number in use, the next inserts fail or give rows the numbers of others.",
        Instead = "Set it from the data: setval(sequence, max(column)).",
        Setup = "CREATE SEQUENCE invoice_number;",
        Unsafe = "«ALTER SEQUENCE invoice_number RESTART WITH 1»;",
        Safe = "ALTER SEQUENCE invoice_number CACHE 20;",
    };

    protected override IEnumerable<Finding> Check(AlterSequence change, RuleContext context)
    {
        return change.Restarts && !context.IsNewSubject ? [Report(context, $"Restarting `{change.Sequence}` gives out numbers again that may be in use.")] : [];
    }
}
