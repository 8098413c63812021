using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules.Suppressions;

namespace ChangeGate.Rules.History;

/// <summary>A rule about the comments with which an author excepts findings. No comment excepts what it says.</summary>
public abstract class SuppressionRule : MigrationRule
{
    internal Finding Report(Migration migration, Suppression suppression, string message) => Report(migration, suppression.Span, message);
}
