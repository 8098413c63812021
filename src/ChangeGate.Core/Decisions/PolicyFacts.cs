using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>What a clause can ask about one finding.</summary>
internal sealed record FindingFact(string Id, string Rule, EquatableList<Hazard> Hazards, string Path)
{
    /// <summary>From 1; 0 where the finding has no place.</summary>
    public int Line { get; init; }

    public ObjectId? Object { get; init; }

    /// <summary>What was not read may be anything.</summary>
    public bool IsUnreadable => Hazards.Contains(Hazard.Unreadable);
}

/// <summary>What a clause can ask about one migration.</summary>
internal sealed record MigrationFact(string Path, EquatableList<MigrationCondition> States);

/// <summary>All that a policy looks at: enough to decide again from evidence, without the SQL.</summary>
internal sealed record PolicyFacts
{
    public required string Target { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required Authorship Authorship { get; init; }

    public required RiskLevel Risk { get; init; }

    public required EquatableList<FindingFact> Findings { get; init; }

    public required EquatableList<MigrationFact> Migrations { get; init; }

    public static PolicyFacts Of(Assessment assessment) => new()
    {
        Target = assessment.Set.Target,
        EnvironmentClass = assessment.Set.EnvironmentClass,
        Authorship = assessment.Set.Authorship,
        Risk = assessment.Risk.Level,
        Findings = [.. assessment.Findings.Select(FactOf), .. UnreportedUnreadable(assessment)],
        Migrations = [.. assessment.Migrations.Select(migration => new MigrationFact(migration.Migration.Path, StatesOf(migration, assessment.Set)))],
    };

    private static FindingFact FactOf(Finding finding) =>
        new(finding.Id, finding.Rule, finding.Hazards, finding.Path) { Line = finding.Position.Line, Object = finding.Object };

    // The rule that reports unreadable SQL can be switched off or wrong; what was not read is dangerous all the same.
    private static IEnumerable<FindingFact> UnreportedUnreadable(Assessment assessment)
    {
        var reported = assessment.Findings.Where(finding => finding.Hazards.Contains(Hazard.Unreadable)).Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal);

        return assessment.Migrations
            .Where(migration => !reported.Contains(migration.Migration.Path) && !IsRead(migration))
            .Select(migration => new FindingFact("", "unreadable", [Hazard.Unreadable], migration.Migration.Path));
    }

    private static bool IsRead(MigrationAssessment migration) =>
        migration.Migration.EncodingProblem is null && !migration.Script.Statements.SelectMany(statement => statement.Changes).Any(change => change is Unclassified);

    private static EquatableList<MigrationCondition> StatesOf(MigrationAssessment assessed, MigrationSet set) => assessed.Migration.Change switch
    {
        MigrationChange.Edited => [MigrationCondition.EditedAfterApplied],
        MigrationChange.Renamed => [MigrationCondition.RenamedAfterApplied],
        MigrationChange.Deleted => [MigrationCondition.DeletedAfterApplied],
        MigrationChange.Added => [.. StatesOfAdded(assessed, set)],
        _ => [],
    };

    private static IEnumerable<MigrationCondition> StatesOfAdded(MigrationAssessment assessed, MigrationSet set)
    {
        var order = MigrationLayouts.Order(set.Layout);

        if (set.History.Any(earlier => order.Compare(earlier.Path, assessed.Migration.Path) > 0))
        {
            yield return MigrationCondition.OutOfOrder;
        }

        if (assessed.Rollback.Reversibility == Reversibility.No)
        {
            yield return MigrationCondition.Irreversible;
        }
    }
}
