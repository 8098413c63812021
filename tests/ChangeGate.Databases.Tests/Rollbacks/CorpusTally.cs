using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>How many migrations of a folder came back.</summary>
internal sealed class CorpusTally(string folder)
{
    private readonly List<string> _lines = [];

    public int Ran { get; private set; }

    public int SchemaEqual { get; private set; }

    public int RowsEqual { get; private set; }

    public int Impossible { get; private set; }

    /// <summary>A rollback that says it brings rows back, and does not.</summary>
    public int Broken { get; private set; }

    public double Schema => 100.0 * SchemaEqual / Math.Max(1, Ran);

    public double Rows => 100.0 * RowsEqual / Math.Max(1, Ran);

    public void NotRun(CorpusMigration migration, string why) => _lines.Add($"NOT RUN {migration.Name}: {why}");

    public void Add(CorpusMigration migration, Rollback rollback, (bool Schema, bool Rows) equal, string? failure)
    {
        Ran++;

        if (rollback.Reversibility == Reversibility.No)
        {
            Impossible++;
            _lines.Add($"NO {migration.Name}: {rollback.Because[0]}");
            return;
        }

        SchemaEqual += equal.Schema ? 1 : 0;
        RowsEqual += equal is { Schema: true, Rows: true } ? 1 : 0;
        var promised = rollback.Reversibility == Reversibility.WithData ? equal is { Schema: true, Rows: true } : equal.Schema;

        if (!promised)
        {
            Broken++;
        }

        if (!equal.Schema || !equal.Rows)
        {
            _lines.Add($"{(promised ? "ROWS" : "BROKEN")} {migration.Name} ({rollback.Reversibility}): {failure ?? string.Join(' ', rollback.Because)}");
        }
    }

    public static string Difference(string before, string after)
    {
        var (left, right) = (before.Split('\n'), after.Split('\n'));
        return $"lost [{string.Join(" ; ", left.Except(right).Take(3))}] new [{string.Join(" ; ", right.Except(left).Take(3))}]";
    }

    public override string ToString() =>
        $"{folder}: {Ran} run, schema equal {SchemaEqual} ({Schema:F1} %), rows equal {RowsEqual} ({Rows:F1} %), {Impossible} impossible, {Broken} broken\n{string.Join('\n', _lines)}";
}
