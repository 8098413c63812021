using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Reports;
using ChangeGate.Rules;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rules;

internal sealed partial class RuleCatalogTests
{
    private static readonly string Pages = Repository.PathTo("docs", "rules");

    private static IEnumerable<TestCaseData<Rule>> All() => Cases(RuleCatalog.All);

    private static IEnumerable<TestCaseData<Rule>> WithExamples() => Cases(RuleCatalog.All.Where(rule => rule.Doc.Unsafe.Length > 0));

    [Test]
    public void Every_rule_is_listed()
    {
        var written = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract).Select(type => type.Name);

        Assert.That(RuleCatalog.All.Select(rule => rule.GetType().Name), Is.EquivalentTo(written), "A rule stands in a file of its own below Rules, named as it is.");
    }

    [Test]
    public void Ids_and_names_are_unique()
    {
        Assert.That(RuleCatalog.All.Select(rule => rule.Doc.Id), Is.Unique);
        Assert.That(RuleCatalog.All.Select(rule => rule.Doc.Name), Is.Unique);
    }

    [TestCaseSource(nameof(All))]
    public void A_rule_is_named_after_its_class(Rule rule) =>
        Assert.That(KebabCase.From(rule.GetType().Name), Is.EqualTo(Regex.Replace(rule.Doc.Name, "-(?=[0-9])", "") + "-rule"));

    [TestCaseSource(nameof(All))]
    public void A_rule_lives_with_its_family(Rule rule) =>
        Assert.That(rule.GetType().Namespace, Is.EqualTo($"ChangeGate.Rules.{char.ToUpperInvariant(rule.Doc.Family[0])}{rule.Doc.Family[1..]}"));

    [TestCaseSource(nameof(WithExamples))]
    public void What_is_marked_in_the_unsafe_script_is_reported(Rule rule)
    {
        var marked = MarkedSql.Parse(rule.Doc.Unsafe);
        var findings = Judge(rule, marked.Sql).Findings.Where(finding => finding.Rule == rule.Doc.Name).ToList();

        Assert.That(findings.Select(finding => Slice(marked.Sql, finding.Span)), Is.EqualTo(marked.Marks.Select(mark => Slice(marked.Sql, mark))));
        Assert.That(findings.Select(finding => finding.Span), Is.EqualTo(marked.Marks));
        Assert.That(findings.Min(finding => finding.Risk), Is.EqualTo(rule.Doc.Risk));
        Assert.That(findings.Select(finding => finding.Message), Has.All.Match(@"^[A-Z`].*\.$"));
    }

    [TestCaseSource(nameof(WithExamples))]
    public void The_safe_script_is_not_dangerous(Rule rule)
    {
        if (rule.Doc.Safe is not { } safe)
        {
            return;
        }

        var findings = Judge(rule, safe).Findings;

        Assert.That(findings.Where(finding => finding.Rule == rule.Doc.Name && finding.Risk != Risk.Notice).Select(finding => finding.Message), Is.Empty);
        Assert.That(findings.Where(finding => finding is { Risk: Risk.Danger, Suppressed: null }).Select(finding => $"{finding.Rule}: {finding.Message}"), Is.Empty);
    }

    [TestCaseSource(nameof(WithExamples))]
    public void The_ready_SQL_of_a_finding_is_clean_itself(Rule rule)
    {
        var marked = MarkedSql.Parse(rule.Doc.Unsafe);

        foreach (var finding in Judge(rule, marked.Sql).Findings.Where(finding => finding.SafeSql is not null && finding.Rule == rule.Doc.Name))
        {
            // Each part of it that says so stands in a migration of its own.
            var parts = Later().Split(finding.SafeSql!);
            var findings = parts.Select((_, part) => Judged.Of(rule.Doc.Dialects[0], new AssessmentOptions { AllRules = !rule.Doc.DefaultOn }, string.Join('\n', parts.Take(part).Prepend(rule.Doc.Setup)), parts[part])).SelectMany(assessment => assessment.Findings);

            Assert.That(findings.Where(again => again.Risk == Risk.Danger || (again.Rule == rule.Doc.Name && again.Risk != Risk.Notice)).Select(again => $"{again.Rule}: {again.Message}"), Is.Empty, finding.SafeSql);
        }
    }

    [TestCaseSource(nameof(WithExamples))]
    public void The_scripts_are_read_whole(Rule rule)
    {
        string[] scripts = rule.Doc.Name is "unparsable-statement" ? [rule.Doc.Setup, rule.Doc.Safe ?? ""] : [rule.Doc.Setup, MarkedSql.Parse(rule.Doc.Unsafe).Sql, rule.Doc.Safe ?? ""];
        var changes = scripts.SelectMany(script => SqlDialects.For(rule.Doc.Dialects[0]).Read(new SourceText("", script)).Statements).SelectMany(statement => statement.Changes);

        Assert.That(changes.OfType<Unclassified>().Select(change => change.Reason), Is.Empty);
    }

    [TestCaseSource(nameof(All))]
    public void The_page_of_a_rule_is_up_to_date(Rule rule) => Check(RulePage.Render(rule), $"{rule.Doc.Name}.md");

    [Test]
    public void The_index_of_the_pages_is_up_to_date() => Check(RulePage.RenderIndex(RuleCatalog.All), "README.md");

    [Test]
    public void No_page_is_left_of_a_rule_that_is_gone() =>
        Assert.That(Directory.GetFiles(Pages).Select(Path.GetFileName), Is.EquivalentTo(RuleCatalog.All.Select(rule => $"{rule.Doc.Name}.md").Append("README.md")));

    private static IEnumerable<TestCaseData<Rule>> Cases(IEnumerable<Rule> rules) =>
        rules.Select(rule => new TestCaseData<Rule>(rule) { TestName = $"{{m}}({rule.Doc.Id} {rule.Doc.Name})" });

    private static Assessment Judge(Rule rule, string sql) =>
        new Assessor(SqlDialects.For(rule.Doc.Dialects[0]), new AssessmentOptions { AllRules = !rule.Doc.DefaultOn, Statistics = StatisticsOf(rule.Doc) }).Assess(SetOf(rule, sql));

    private static MigrationSet SetOf(Rule rule, string sql)
    {
        var set = Judged.SetOf(rule.Doc.Dialects[0], rule.Doc.Setup, sql);

        return set.Dialect == Dialect.PostgreSql ? set with { Engine = rule.Doc.Engine } : set;
    }

    private static SchemaStatistics? StatisticsOf(RuleDoc doc) => doc.SetupRows is { } rows
        ? new SchemaStatistics(DateTimeOffset.UnixEpoch, [.. Judged.Of(doc.Dialects[0], new AssessmentOptions(), doc.Setup).Before.Tables.Select(table => new TableStatistics(table.Id.Name, rows, null))])
        : null;

    [GeneratedRegex(@"(?m)^-- (?:in a later migration|and in one after that|in a later release|release [0-9]+)[^\n]*:\n")]
    private static partial Regex Later();

    private static string Slice(string sql, Span span) => sql.Substring(span.Start, span.Length);

    private static void Check(string page, string name)
    {
        var path = Path.Combine(Pages, name);

        if (Environment.GetEnvironmentVariable("CHANGEGATE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Pages);
            File.WriteAllText(path, page);
        }

        Assert.That(File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(page), $"'docs/rules/{name}' is out of date: run again with CHANGEGATE_ACCEPT=1.");
    }
}
