using ChangeGate.Findings;
using ChangeGate.Rehearsals;

namespace ChangeGate.Decisions;

/// <summary>Joins what was read with what was observed. What an approval covers stays what it is: it is consent to bytes, not to a run.</summary>
public static class RehearsedAssessment
{
    public static Assessment Of(Assessment read, RehearsalReport report)
    {
        var seen = report.Migrations.GroupBy(static rehearsal => rehearsal.Migration.Path, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Last(), StringComparer.Ordinal);
        var places = read.Migrations.Index().GroupBy(static item => item.Item.Migration.Path, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First().Index, StringComparer.Ordinal);
        var unforeseen = read.Migrations.Where(item => seen.ContainsKey(item.Migration.Path)).SelectMany(item => new UnforeseenEffects(read, item, seen[item.Migration.Path]).Findings());

        List<Finding> findings = [.. read.Findings.Select(finding => Observed(finding, read, seen))
            .Concat(unforeseen)
            .OrderBy(finding => places.GetValueOrDefault(finding.Path, int.MaxValue))
            .ThenBy(static finding => finding.Span.Start)];
        var destructive = findings.Where(static finding => finding.Hazards.Contains(Hazard.DataLoss)).Select(static finding => finding.Path).ToHashSet(StringComparer.Ordinal);
        var reversibility = read.Migrations.GroupBy(static item => item.Migration.Path).ToDictionary(static group => group.Key, static group => group.Min(static item => item.Rollback.Reversibility));

        return read with
        {
            Rehearsal = report,
            Migrations = [.. read.Migrations.Select(item => seen.ContainsKey(item.Migration.Path) ? item with { Destructive = destructive.Contains(item.Migration.Path) } : item)],
            Findings = [.. findings],
            Risk = RiskScorer.Score(findings, reversibility, read.Set.Authorship.Kind),
        };
    }

    private static Finding Observed(Finding finding, Assessment read, Dictionary<string, MigrationRehearsal> seen) =>
        seen.TryGetValue(finding.Path, out var rehearsal) && read.Migrations.FirstOrDefault(item => item.Migration.Path == finding.Path) is { } migration
            ? new ObservedMigration(read, migration, rehearsal).Judge(finding)
            : finding with { Observed = Observation.NotExercised };
}
