using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Documentation;

/// <summary>The recipes of <c>docs/cookbook.md</c> do what they say.</summary>
internal sealed partial class CookbookTests
{
    private const string Targets = "version: 1\ntargets:\n  shop: { dialect: postgresql, engine: 16, migrations: migrations }\n";

    private static readonly string[] Parts = File.ReadAllText(Repository.PathTo("docs", "cookbook.md")).Split("\n## ");

    private static IEnumerable<TestCaseData> Recipes() => Parts.Skip(1).Select(recipe => new TestCaseData(recipe).SetArgDisplayNames(recipe.Split('\n')[0]));

    [Test]
    public void There_are_twelve() => Assert.That(Parts.Skip(1).Select(recipe => int.Parse(recipe.Split('.')[0], null)), Is.EqualTo(Enumerable.Range(1, 12)));

    [TestCaseSource(nameof(Recipes))]
    public void A_recipe_judges_as_it_says(string recipe)
    {
        var policy = PolicyFile.Read(new SourceText("changegate.yml", Targets + Yaml().Match(recipe).Groups[1].Value)).Policy;
        var examples = Example().Matches(recipe).Select(match => (Verdict: match.Groups[1].Value, Author: match.Groups[2].Value, Sql: match.Groups[3].Value)).ToList();

        Assert.That(examples.Select(example => example.Verdict == "Allowed"), Is.EqualTo([true, false]), "one that passes, and one that does not");

        foreach (var (verdict, author, sql) in examples)
        {
            Assert.That(Judge(policy, author == "agent" ? AuthorKind.Agent : AuthorKind.Person, sql), Is.EqualTo(verdict switch { "Allowed" => Verdict.Allowed, "Denied" => Verdict.Denied, _ => Verdict.Pending }), sql);
        }
    }

    private static Verdict Judge(Policy policy, AuthorKind author, string sql)
    {
        var history = Example().Match(Parts[0].Replace("```sql", "Allowed:\n\n```sql", StringComparison.Ordinal)).Groups[3].Value;
        var set = Judged.SetOf(Dialect.PostgreSql, history, sql) with { Authorship = new Authorship(author, ["Kim"]), EnvironmentClass = EnvironmentClass.Protected };
        var assessment = new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions { Policy = policy }).Assess(set);

        return Gate.Decide(assessment, policy, []).Verdict;
    }

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"(Allowed|Needs approval|Denied)(?:, by an? (person|agent))?:\n\n```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
