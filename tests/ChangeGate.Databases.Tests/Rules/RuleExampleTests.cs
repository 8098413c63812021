using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>What the pages of the rules show runs as they say, on real servers, and holds and copies what the findings say.</summary>
[NonParallelizable]
internal sealed class RuleExampleTests
{
    private static IEnumerable<TestCaseData<RuleExample, int>> Examples()
    {
        foreach (var version in InstalledPostgres.All.Select(static installed => installed.Version))
        {
            foreach (var rule in RuleCatalog.All.Where(rule => rule.Doc.Dialects[0] == Dialect.PostgreSql && rule.Doc.Unsafe.Length > 0 && rule.Doc.Engine <= version && (version == InstalledPostgres.All[0].Version || DependsOnVersion(rule.Doc))))
            {
                foreach (var example in RuleExample.Of(rule, version))
                {
                    yield return new TestCaseData<RuleExample, int>(example, version) { TestName = $"{{m}}({rule.Doc.Name}, {example.Name}, PostgreSQL {version})" };
                }
            }
        }
    }

    /// <summary>All run on the newest version, on the others what may be different there.</summary>
    private static bool DependsOnVersion(RuleDoc doc) => doc.Family == "locking" || doc.Refused is not null;

    [TestCaseSource(nameof(Examples))]
    public async Task An_example_does_what_is_said_of_it(RuleExample example, int version)
    {
        var server = await ExampleServer.OfAsync(version);
        await using var session = await server.OpenAsync();
        IReadOnlyList<Observation> observations = [];
        string? refused = null;

        foreach (var migration in example.Before)
        {
            await session.RunAsync(migration);
        }

        try
        {
            observations = await session.RunAsync(example.Sql);
        }
        catch (PostgresException refusal)
        {
            refused = $"{refusal.SqlState} {refusal.MessageText}";
        }

        Assert.That(refused, example.Fails is { } expected ? Does.StartWith(expected) : Is.Null);

        var findings = example.FindingsOn(version).ToList();

        if (refused is null)
        {
            Assert.That(findings.Where(static finding => finding.Rule == "statement-cannot-run").Select(static finding => finding.Message), Is.Empty);
        }

        foreach (var seen in observations.Where(static seen => seen.CanBeSeen))
        {
            var said = findings.Where(finding => finding.Span.Start >= seen.Statement.Span.Start && finding.Span.Start < seen.Statement.Span.End).ToList();

            if (said.Any(static finding => finding.Lock is not null))
            {
                Assert.That(seen.Contradictions([.. said.Select(static finding => finding.Lock).OfType<LockEffect>().Distinct()]), Is.Empty, seen.Statement.Kind);
            }
        }
    }
}
