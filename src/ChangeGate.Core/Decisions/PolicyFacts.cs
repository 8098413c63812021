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

    /// <summary>Its author excepted it by a comment; whether that counts, the policy says.</summary>
    public bool IsExcepted { get; init; }

    /// <summary>What was not read may be anything.</summary>
    public bool IsUnreadable => Hazards.Contains(Hazard.Unreadable);

    public static FindingFact Of(Finding finding) =>
        new(finding.Id, finding.Rule, finding.Hazards, finding.Path) { Line = finding.Position.Line, Object = finding.Object, IsExcepted = finding.Suppressed is not null };
}

/// <summary>What a clause can ask about one migration.</summary>
internal sealed record MigrationFact(string Path, EquatableList<MigrationCondition> States);

/// <summary>What was made of one migration.</summary>
internal sealed record MigrationReading(Migration Migration, bool IsRead, Reversibility Reversibility);

/// <summary>All that a policy looks at: enough to decide again from evidence, without the SQL.</summary>
internal sealed record PolicyFacts
{
    public required string Target { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required Authorship Authorship { get; init; }

    public required RiskLevel Risk { get; init; }

    public required EquatableList<FindingFact> Findings { get; init; }

    public required EquatableList<MigrationFact> Migrations { get; init; }

    public static PolicyFacts Of(Assessment assessment) => Of(
        assessment.Set,
        assessment.Risk.Level,
        assessment.Findings,
        [.. assessment.Migrations.Select(migration => new MigrationReading(migration.Migration, IsRead(migration), migration.Rollback.Reversibility))]);

    public static PolicyFacts Of(MigrationSet set, RiskLevel risk, EquatableList<Finding> findings, EquatableList<MigrationReading> readings) => new()
    {
        Target = set.Target,
        EnvironmentClass = set.EnvironmentClass,
        Authorship = set.Authorship,
        Risk = risk,
        Findings = [.. findings.Select(FindingFact.Of), .. UnreportedUnreadable(findings, readings)],
        Migrations = [.. readings.Select(reading => new MigrationFact(reading.Migration.Path, StatesOf(reading, set)))],
    };

    public static bool IsRead(MigrationAssessment migration) =>
        migration.Migration.EncodingProblem is null && !migration.Script.Statements.SelectMany(statement => statement.Changes).Any(change => change is Unclassified);

    // The rule that reports unreadable SQL can be switched off or wrong; what was not read is dangerous all the same.
    private static IEnumerable<FindingFact> UnreportedUnreadable(EquatableList<Finding> findings, EquatableList<MigrationReading> readings)
    {
        var reported = findings.Where(finding => finding.Hazards.Contains(Hazard.Unreadable)).Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal);

        return readings
            .Where(reading => !reading.IsRead && !reported.Contains(reading.Migration.Path))
            .Select(reading => new FindingFact("", "unreadable", [Hazard.Unreadable], reading.Migration.Path));
    }

    private static EquatableList<MigrationCondition> StatesOf(MigrationReading reading, MigrationSet set) => reading.Migration.Change switch
    {
        MigrationChange.Edited => [MigrationCondition.EditedAfterApplied],
        MigrationChange.Renamed => [MigrationCondition.RenamedAfterApplied],
        MigrationChange.Deleted => [MigrationCondition.DeletedAfterApplied],
        MigrationChange.Added => [.. StatesOfAdded(reading, set)],
        _ => [],
    };

    private static IEnumerable<MigrationCondition> StatesOfAdded(MigrationReading reading, MigrationSet set)
    {
        if (set.InTheWayOf(reading.Migration) is not null)
        {
            yield return MigrationCondition.OutOfOrder;
        }

        if (reading.Reversibility == Reversibility.No)
        {
            yield return MigrationCondition.Irreversible;
        }
    }
}
