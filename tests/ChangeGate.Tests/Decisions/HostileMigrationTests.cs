using ChangeGate.Findings;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Decisions;

/// <summary>
/// From reading alone: every proposal of <c>Hostile/</c> that destroys stored values is flagged, and none that only looks so. That the labels
/// are right is tested where there is a server.
/// </summary>
internal sealed class HostileMigrationTests
{
    /// <summary>Flagged without need, and left so for the reasons that docs/limits.md gives. Nothing that destroys is among them.</summary>
    private static readonly string[] KnownDisagreements =
    [
        "blocks/catalog-loop-grant",
        "cascades/drop-owned-grants-only",
        "columns/copy-where-target-null",
        "columns/merge-into-json",
        "columns/source-of-generated",
        "columns/to-lookup-distinct",
        "dynamic/prepared-not-executed",
        "psql/copy-from",
        "psql/set-harmless",
        "rebuilds/two-halves",
        "transactions/failed-then-commit",
        "transactions/left-open",
        "transactions/read-only",
        "types/boolean-to-enum-text",
        "types/composite-spread",
        "where/using-empty-values",
        "writes/sub-select-self",
    ];

    [TestCaseSource(nameof(Cases))]
    public void A_hostile_migration_is_flagged_and_one_that_only_looks_so_is_not(HostileCase hostile)
    {
        var assessment = Judged.PostgreSql(hostile.History, hostile.Proposal);
        var flagged = assessment.Migrations[^1].Destructive || assessment.Findings.Any(static finding => finding.Hazards.Contains(Hazard.Unreadable));
        var expected = hostile.Loses != KnownDisagreements.Contains(hostile.Name);

        Assert.That(flagged, Is.EqualTo(expected), () => $"{hostile.Why}: {string.Join(", ", assessment.Findings.Select(static finding => $"{finding.Rule} ({finding.Message})"))}");
    }

    [Test]
    public void A_third_of_the_cases_or_more_only_look_destructive() =>
        Assert.That(HostileCase.All.Count(static hostile => !hostile.Loses), Is.GreaterThan(HostileCase.All.Count / 3));

    [Test]
    public void Known_disagreements_are_cases_that_destroy_nothing() =>
        Assert.That(KnownDisagreements, Is.SubsetOf(HostileCase.All.Where(static hostile => !hostile.Loses).Select(static hostile => hostile.Name)));

    private static IEnumerable<TestCaseData> Cases() => HostileCase.All.Select(static hostile => new TestCaseData(hostile).SetArgDisplayNames(hostile.Name));
}
