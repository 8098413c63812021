using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>What is said of locks, rewrites and scans, of statements of every kind, is what each version of PostgreSQL does.</summary>
[NonParallelizable]
internal sealed partial class LockFactTests
{
    private static readonly string[] Cases = File.ReadAllText(Repository.PathTo("tests", "ChangeGate.Databases.Tests", "Rules", "Cases", "locks.sql")).Split("\n-- statements\n");

    private static IEnumerable<int> Versions() => InstalledPostgres.All.Select(static installed => installed.Version);

    [TestCaseSource(nameof(Versions))]
    public async Task What_is_said_of_a_statement_is_what_it_does(int version)
    {
        var server = await ExampleServer.OfAsync(version);
        var contradictions = new List<string>();
        await using var session = await server.OpenAsync();
        await session.RunAsync(Cases[0]);

        foreach (var line in Cases[1].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = Line().Match(line);

            if (parts.Groups["first"].Success && int.Parse(parts.Groups["first"].Value) > version)
            {
                continue;
            }

            var (before, sql) = (parts.Groups["before"].Value, parts.Groups["sql"].Value);

            try
            {
                var seen = await session.TryAsync(before, sql);
                contradictions.AddRange(seen.Contradictions([.. Said(before, sql, version).Distinct()]).Select(text => $"{sql}: {text}"));
            }
            catch (PostgresException refusal)
            {
                contradictions.Add($"{sql}: {refusal.SqlState} {refusal.MessageText}");
            }
        }

        Assert.That(contradictions, Is.Empty, () => string.Join('\n', contradictions));
    }

    // What a session sets does not outlive its migration, so it goes with the statement.
    private static IEnumerable<LockEffect> Said(string before, string sql, int version)
    {
        var (history, proposal) = before.StartsWith("SET ", StringComparison.Ordinal) ? (Cases[0], $"{before}; {sql}") : ($"{Cases[0]}\n{before};", sql);

        return new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions { AllRules = true }).Assess(Judged.SetOf(Dialect.PostgreSql, history, proposal) with { Engine = version })
            .Findings.Select(static finding => finding.Lock).OfType<LockEffect>();
    }

    [GeneratedRegex(@"^(?:(?<first>[0-9]+)\+ )?(?:(?<before>.+) => )?(?<sql>.+)$")]
    private static partial Regex Line();
}
