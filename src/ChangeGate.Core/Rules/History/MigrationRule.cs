using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Rules.History;

/// <summary>A rule about something other than a change: a whole migration, its way back, its comments, the baseline. No change is shown to it.</summary>
public abstract class MigrationRule : Rule
{
    internal sealed override Type Kind => typeof(MigrationRule);

    private protected sealed override IEnumerable<Finding> Check(RuleContext context) => [];

    internal Finding Report(Migration migration, string message) => Report(migration, new Span(0, 0), message);

    internal Finding Report(Migration migration, Span span, string message) => new()
    {
        Id = Doc.Id,
        Rule = Doc.Name,
        Risk = Doc.Risk,
        Hazards = Doc.Hazards,
        Path = migration.Path,
        Span = span,
        Position = migration.Text.PositionOf(span.Start),
        Message = message,
        Remedy = Doc.Instead,
    };
}
