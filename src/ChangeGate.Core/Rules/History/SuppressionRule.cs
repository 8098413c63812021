using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules.Suppressions;

namespace ChangeGate.Rules.History;

/// <summary>A rule about the comments with which an author excepts findings. No comment excepts what it says.</summary>
public abstract class SuppressionRule : Rule
{
    internal sealed override Type Kind => typeof(SuppressionRule);

    internal Finding Report(Migration migration, Suppression suppression, string message) => new()
    {
        Id = Doc.Id,
        Rule = Doc.Name,
        Risk = Doc.Risk,
        Hazards = Doc.Hazards,
        Path = migration.Path,
        Span = suppression.Span,
        Position = migration.Text.PositionOf(suppression.Span.Start),
        Message = message,
        Remedy = Doc.Instead,
    };

    private protected sealed override IEnumerable<Finding> Check(RuleContext context) => [];
}
