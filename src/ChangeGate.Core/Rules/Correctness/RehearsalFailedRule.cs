using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rules.History;
using ChangeGate.Text;

namespace ChangeGate.Rules.Correctness;

internal sealed class RehearsalFailedRule : MigrationRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG433",
        Name = "rehearsal-failed",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A rehearsal ran the migration on made-up rows, and the engine refused a statement.",
        Why = "Rows that the schema allows stand in its way, or it cannot run at all: in production it stops there.",
        Instead = "Correct the statement, or bring the rows in order first.",
        Unsafe = "",
    };

    /// <param name="migration">That was rehearsed.</param>
    /// <param name="stopped">Why, as a sentence.</param>
    internal new Finding Report(Migration migration, string stopped) => base.Report(migration, $"The rehearsal was stopped. {stopped}");

    internal Finding Report(Migration migration, Span span, ObservedError error) => Report(migration, span, $"The rehearsal stopped here: {error.Code}: {error.Message}.") with { Position = error.Position ?? migration.Text.PositionOf(span.Start) };
}
