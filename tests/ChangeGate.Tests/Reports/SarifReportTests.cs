using System.Text.Json;
using ChangeGate.Decisions;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed class SarifReportTests
{
    private static readonly ReportOptions Linked = new() { RulesUrl = "https://example.com/rules/" };

    /// <summary>From OASIS: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json</summary>
    private static readonly JsonSchema Official = JsonSchema.Read(Repository.PathTo("tests", "ChangeGate.Tests", "Reports", "Schemas", "sarif-schema-2.1.0.json"));

    private static IEnumerable<TestCaseData> Judgements() =>
    [
        new TestCaseData(SampleJudgements.Allowed).SetArgDisplayNames("allowed"),
        new TestCaseData(SampleJudgements.Pending).SetArgDisplayNames("pending"),
        new TestCaseData(SampleJudgements.Denied).SetArgDisplayNames("denied"),
        new TestCaseData(SampleJudgements.Unreadable).SetArgDisplayNames("unreadable"),
        new TestCaseData(SampleJudgements.Huge).SetArgDisplayNames("huge"),
        new TestCaseData(SampleJudgements.Hostile).SetArgDisplayNames("hostile"),
        new TestCaseData(Excepted(SampleJudgements.Pending)).SetArgDisplayNames("excepted"),
    ];

    [TestCaseSource(nameof(Judgements))]
    public void A_report_fits_the_schema_of_the_standard(Judgement judgement) =>
        Assert.That(Official.Problems(SarifReport.Write(judgement, Linked)), Is.Empty);

    [Test]
    public void A_report_looks_like_its_golden_file() =>
        Golden.Check(SarifReport.Write(SampleJudgements.Pending with { Assessment = InFolder(SampleJudgements.Pending.Assessment, "db/shop migrations") }, Linked), "pending.sarif");

    [Test]
    public void A_path_is_the_repositorys_and_holds_no_sign_of_an_address()
    {
        var run = Run(SampleJudgements.Named("a b#c?d%:é.sql") with { Assessment = InFolder(SampleJudgements.Named("a b#c?d%:é.sql").Assessment, "db/shop") });

        Assert.That(Results(run)[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), Is.EqualTo("db/shop/a%20b%23c%3Fd%25%3A%C3%A9.sql"));
    }

    [Test]
    public void A_fingerprint_stays_when_lines_above_it_move()
    {
        var before = Fingerprints("ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders DROP COLUMN total;");
        var after = Fingerprints("-- why\n\nCREATE TABLE x (id int PRIMARY KEY);\nALTER TABLE orders\n    DROP COLUMN note;\nALTER TABLE orders DROP COLUMN total;");

        Assert.That(before, Has.Count.EqualTo(2).And.Unique);
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public void Equal_statements_have_fingerprints_of_their_own() =>
        Assert.That(Fingerprints("UPDATE orders SET total = total + 1;\nUPDATE orders SET total = total + 1;", "update-without-where"), Has.Count.EqualTo(2).And.Unique);

    [Test]
    public void An_exception_is_told_with_its_reason()
    {
        var results = Results(Run(Excepted(SampleJudgements.Pending)));

        Assert.That(results[0].GetProperty("suppressions")[0].GetProperty("justification").GetString(), Is.EqualTo("Nobody reads it since July."));
        Assert.That(results[1].TryGetProperty("suppressions", out _), Is.False);
    }

    [Test]
    public void The_most_dangerous_stay_when_not_all_fit()
    {
        var finding = SampleJudgements.Pending.Assessment.Findings[1];
        var danger = SampleJudgements.Pending.Assessment.Findings[0];
        var many = SampleJudgements.Pending with
        {
            Assessment = SampleJudgements.Pending.Assessment with { Findings = [.. Enumerable.Repeat(finding, SarifReport.ResultLimit + 6), danger] },
        };

        var run = Run(many);

        Assert.That(Results(run), Has.Count.EqualTo(SarifReport.ResultLimit));
        Assert.That(Results(run)[0].GetProperty("ruleId").GetString(), Is.EqualTo("drop-column"));
        Assert.That(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString(), Does.StartWith("7 findings are left out"));
    }

    [Test]
    public void A_name_becomes_no_link_and_no_argument_of_a_message() =>
        HostileNames.Each(40, name => Assert.That(
            Results(Run(SampleJudgements.Named(name))).Select(result => result.GetProperty("message").GetProperty("text").GetString()!.Replace("{{", "").Replace("}}", "")),
            Has.All.Not.Contain("](").And.All.Not.Contain("{").And.All.Not.Contain("\n")));

    [Test]
    public void Only_security_has_a_security_severity()
    {
        var rules = Run(Of(Judged.PostgreSql("CREATE TABLE orders (id int, note text);", "GRANT ALL ON orders TO PUBLIC; ALTER TABLE orders DROP COLUMN note;")))
            .GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("properties")).ToList();

        Assert.That(rules.Where(rule => rule.TryGetProperty("security-severity", out _)), Is.Not.Empty.And.EquivalentTo(rules.Where(rule => rule.GetProperty("tags").EnumerateArray().Any(tag => tag.GetString() == "security"))));
    }

    private static List<string> Fingerprints(string sql, string rule = "drop-column") =>
        [.. Results(Run(Of(Judged.PostgreSql("CREATE TABLE orders (id int, note text, total int);", sql))))
            .Where(result => result.GetProperty("ruleId").GetString() == rule)
            .Select(result => result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!)];

    private static Judgement Of(Assessment assessment) => new(assessment, BuiltInPolicy.Policy, Gate.Decide(assessment, BuiltInPolicy.Policy, []));

    private static Judgement Excepted(Judgement judgement) => judgement with
    {
        Assessment = judgement.Assessment with { Findings = [judgement.Assessment.Findings[0] with { Suppressed = "Nobody reads it since July." }, .. judgement.Assessment.Findings.Skip(1)] },
    };

    private static Assessment InFolder(Assessment assessment, string folder) => assessment with { Set = assessment.Set with { Folder = folder } };

    private static JsonElement Run(Judgement judgement) => JsonDocument.Parse(SarifReport.Write(judgement, Linked)).RootElement.GetProperty("runs")[0];

    private static List<JsonElement> Results(JsonElement run) => [.. run.GetProperty("results").EnumerateArray()];
}
