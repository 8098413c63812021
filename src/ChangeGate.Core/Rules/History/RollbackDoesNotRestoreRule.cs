using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.History;

internal sealed class RollbackDoesNotRestoreRule : ReverseRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG709",
        Name = "rollback-does-not-restore",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "Behind the migration and its down script the schema is another one than before.",
        Why = "What is left behind, or does not come back, makes the next run of the migration fail or mean something else.",
        Instead = "Undo each statement of the migration, the last one first.",
        Unsafe = "",
    };

    internal override IEnumerable<Finding> Check(ReverseReading reading)
    {
        if (reading.IsEmpty || reading.Migration.Down is not { } down || reading.Restored is not { } restored)
        {
            return [];
        }

        var left = SchemaComparison.Compare(reading.Before.Snapshot, restored.Snapshot, reading.Sql, []);
        var names = left.Differences.Select(static difference => Wording.Short(difference.Object)).ToList();

        if (names.Count > 0)
        {
            return [Report(reading.Migration, $"Behind the down script `{down.Path}` the schema is another one than before: see {Wording.Names(names)}.")];
        }

        return [];
    }
}
