using ChangeGate.Findings;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Decisions;

/// <summary>
/// From reading alone: every proposal of <c>Hostile/</c> that destroys stored values is flagged, and none that only looks so. That the labels
/// are right is tested where there is a server.
/// </summary>
internal sealed class HostileMigrationTests
{
    /// <summary>What is judged wrong, and stays so for the reason that docs/limits.md gives.</summary>
    private static readonly string[] KnownDisagreements = [];

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
    public void Known_disagreements_are_cases() => Assert.That(KnownDisagreements, Is.SubsetOf(HostileCase.All.Select(static hostile => hostile.Name)));

    private static IEnumerable<TestCaseData> Cases() => HostileCase.All.Select(static hostile => new TestCaseData(hostile).SetArgDisplayNames(hostile.Name));
}
