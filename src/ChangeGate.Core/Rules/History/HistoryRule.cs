using ChangeGate.Findings;
using ChangeGate.Migrations;

namespace ChangeGate.Rules.History;

/// <summary>A rule about how a migration stands to those that have run, whatever it says.</summary>
public abstract class HistoryRule : MigrationRule
{
    internal abstract IEnumerable<Finding> Check(Migration migration, MigrationSet set);
}
