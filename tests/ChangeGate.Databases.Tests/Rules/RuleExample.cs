using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rules;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>One script of a rule's page: the migrations that come before it, and itself.</summary>
/// <param name="Fails">The SQLSTATE with which PostgreSQL refuses it; null where it has to run.</param>
internal sealed partial record RuleExample(string Name, EquatableList<string> Before, string Sql, string? Fails)
{
    /// <summary>What a rule reports, what it does not, and each part of the ready SQL on top of the parts before it.</summary>
    public static IEnumerable<RuleExample> Of(Rule rule, int engine)
    {
        var doc = rule.Doc;
        var marked = MarkedSql.Parse(doc.Unsafe).Sql;

        yield return new RuleExample("unsafe", [doc.Setup], marked, doc.Refused is { } refusal && engine <= (refusal.UpTo ?? engine) ? refusal.SqlState : null);

        if (doc.Safe is { } safe)
        {
            yield return new RuleExample("safe", [doc.Setup], safe, null);
        }

        foreach (var (ready, number) in Findings(doc.Setup, marked, engine).Where(finding => finding.Rule == doc.Name).Select(static finding => finding.SafeSql).OfType<string>().Distinct().Select(static (text, index) => (text, index + 1)))
        {
            var parts = Later().Split(ready);

            yield return new RuleExample($"ready {number}", [doc.Setup, .. parts[..^1]], parts[^1], null);
        }
    }

    /// <summary>What every rule says of it on that version.</summary>
    public IEnumerable<Finding> FindingsOn(int engine) => Findings(string.Join(";\n", Before), Sql, engine);

    private static IEnumerable<Finding> Findings(string before, string sql, int engine) =>
        new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions { AllRules = true }).Assess(Judged.SetOf(Dialect.PostgreSql, before, sql) with { Engine = engine }).Findings;

    [GeneratedRegex(@"(?m)^-- (?:in a later migration|and in one after that|in a later release|release [0-9]+)[^\n]*:\n")]
    private static partial Regex Later();
}
