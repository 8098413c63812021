using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules.History;

namespace ChangeGate.Rules.Destructive;

internal sealed class UnforeseenDropRule : MigrationRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG146",
        Name = "unforeseen-drop",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Compatibility],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A rehearsal ran the migration, and an object that was there before is gone, although nothing that was read drops it.",
        Why = "What a block or a function drops when it runs is not in the text, and whoever approves the text does not see it.",
        Instead = "Write the DROP out as a statement of its own.",
        Unsafe = "",
    };

    /// <param name="migration">That was rehearsed.</param>
    /// <param name="dropped">By what the catalogs say.</param>
    /// <param name="keepsValues">It held none, or each was found again.</param>
    internal Finding Report(Migration migration, ObjectId dropped, bool keepsValues) => Report(migration, $"The migration drops `{dropped}` when it runs, and nothing that was read says so.") with
    {
        Object = dropped,
        Hazards = keepsValues ? [Hazard.Compatibility] : Doc.Hazards,
        Risk = keepsValues ? Risk.Caution : Doc.Risk,
    };
}
