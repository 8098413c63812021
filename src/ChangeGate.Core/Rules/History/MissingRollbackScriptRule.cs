using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;

namespace ChangeGate.Rules.History;

internal sealed class MissingRollbackScriptRule : ReverseRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG707",
        Name = "missing-rollback-script",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        DefaultOn = false,
        When = "A migration of a layout with down scripts has none, or one that holds no statement.",
        Why = "The tool that runs the migrations cannot go back. A governed run computes the way back by itself.",
        Instead = "Write the down script, or take the one that the rollback section of the report shows.",
        Unsafe = "",
    };

    internal override IEnumerable<Finding> Check(ReverseReading reading)
    {
        if (reading.Layout is MigrationLayout.GolangMigrate or MigrationLayout.Diesel && reading.IsEmpty)
        {
            return [Report(reading.Migration, reading.Migration.Down is { } down ? $"The down script `{down.Path}` holds no statement." : $"`{reading.Migration.Path}` has no down script.")];
        }

        return [];
    }
}
