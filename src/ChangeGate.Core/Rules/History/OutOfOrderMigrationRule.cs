using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;

namespace ChangeGate.Rules.History;

internal sealed class OutOfOrderMigrationRule : HistoryRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG705",
        Name = "out-of-order-migration",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A new migration sorts before one that the base already holds, or has its version.",
        Why = "Databases that have run the later one run them in another order than new databases do, and may end with another schema. A tool that goes by versions passes over a second migration of one version.",
        Instead = "Give it a name that sorts last.",
        Unsafe = "",
    };

    internal override IEnumerable<Finding> Check(Migration migration, MigrationSet set)
    {
        if (migration.Change != MigrationChange.Added || set.InTheWayOf(migration) is not { } applied)
        {
            return [];
        }

        return [Report(migration, MigrationLayouts.VersionOf(migration.Path, set.Layout) is { } version && MigrationLayouts.VersionOf(applied.Path, set.Layout) == version
            ? $"`{migration.Path}` has the version of `{applied.Path}`, which may have run already, so that it never runs itself."
            : $"`{migration.Path}` sorts before `{applied.Path}`, which may have run already.")];
    }
}
