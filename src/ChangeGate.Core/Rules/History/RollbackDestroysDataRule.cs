using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed class RollbackDestroysDataRule : ReverseRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG708",
        Name = "rollback-destroys-data",
        Risk = Risk.Notice,
        Hazards = [Hazard.Integrity],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        DefaultOn = false,
        When = "The down script deletes values that may have been written since the migration ran.",
        Why = "Down scripts run in a hurry, when the new release has already been used.",
        Instead = "Rename what the migration made instead of dropping it, or copy its rows first.",
        Unsafe = "",
    };

    internal override IEnumerable<Finding> Check(ReverseReading reading)
    {
        if (reading.Findings().FirstOrDefault(static finding => finding.Hazards.Contains(Hazard.DataLoss)) is { } loss)
        {
            return [Report(reading.Migration, $"The down script `{loss.Path}` destroys what was written since. {loss.Message}")];
        }

        return [];
    }
}
