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
        When = "A new migration sorts before one that the base already holds.",
        Why = "Databases that have run the later one run them in another order than new databases do, and may end with another schema.",
        Instead = "Give it a name that sorts last.",
        Unsafe = "",
    };

    internal override IEnumerable<Finding> Check(Migration migration, MigrationSet set)
    {
        if (migration.Change != MigrationChange.Added || set.History.Count == 0)
        {
            yield break;
        }

        var last = set.History[^1].Path;

        if (MigrationLayouts.Order(set.Layout).Compare(migration.Path, last) < 0)
        {
            yield return Report(migration, $"`{migration.Path}` sorts before `{last}`, which may have run already.");
        }
    }
}
