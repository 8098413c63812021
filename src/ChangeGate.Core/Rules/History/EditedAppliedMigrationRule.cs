using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;

namespace ChangeGate.Rules.History;

internal sealed class EditedAppliedMigrationRule : HistoryRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG704",
        Name = "edited-applied-migration",
        Risk = Risk.Danger,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A migration that the base already holds is edited, renamed or deleted.",
        Why = "Databases that have run it keep what the old text did, new ones get what the new text does, and nothing says which is which. Under a new name it runs a second time.",
        Instead = "Bring the old file back and write a new migration.",
        Unsafe = "",
    };

    internal override IEnumerable<Finding> Check(Migration migration, MigrationSet set)
    {
        var said = migration.Change switch
        {
            MigrationChange.Edited => $"`{migration.Path}` may have run already and is edited here.",
            MigrationChange.Renamed => $"`{migration.PreviousPath}` may have run already and is renamed to `{migration.Path}`, under which it runs again.",
            MigrationChange.Deleted => $"`{migration.Path}` may have run already and is deleted here.",
            _ => null,
        };

        return said is not null ? [Report(migration, said)] : [];
    }
}
