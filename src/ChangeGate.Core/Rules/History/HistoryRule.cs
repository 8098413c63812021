using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Rules.History;

/// <summary>A rule about how a migration stands to those that have run, whatever it says.</summary>
public abstract class HistoryRule : Rule
{
    internal sealed override Type Kind => typeof(HistoryRule);

    internal abstract IEnumerable<Finding> Check(Migration migration, MigrationSet set);

    private protected sealed override IEnumerable<Finding> Check(RuleContext context) => [];

    private protected Finding Report(Migration migration, string message) => new()
    {
        Id = Doc.Id,
        Rule = Doc.Name,
        Risk = Doc.Risk,
        Hazards = Doc.Hazards,
        Path = migration.Path,
        Span = new Span(0, 0),
        Position = new LinePosition(1, 1),
        Message = message,
        Remedy = Doc.Instead,
    };
}
