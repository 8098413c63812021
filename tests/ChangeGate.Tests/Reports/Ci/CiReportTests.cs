using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using ChangeGate.Decisions;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Reports.Ci;
using ChangeGate.Runs;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports.Ci;

internal sealed class CiReportTests
{
    private static readonly string[] Severities = ["info", "minor", "major", "critical", "blocker"];

    private static IEnumerable<TestCaseData> Judgements() =>
    [
        new TestCaseData("allowed", SampleJudgements.Allowed),
        new TestCaseData("pending", SampleJudgements.Pending),
        new TestCaseData("approved", SampleJudgements.Approved),
        new TestCaseData("denied", SampleJudgements.Denied),
        new TestCaseData("unreadable", SampleJudgements.Unreadable),
        new TestCaseData("hostile", SampleJudgements.Hostile),
    ];

    private static IEnumerable<TestCaseData> Formats() =>
    [
        new TestCaseData("gitlab.json", (IReadOnlyList<Judgement> all) => GitlabReport.Write(all)),
        new TestCaseData("junit.xml", (IReadOnlyList<Judgement> all) => JunitReport.Write(all, ReportOptions.Default)),
        new TestCaseData("teamcity.log", (IReadOnlyList<Judgement> all) => TeamcityReport.Write(all, ReportOptions.Default)),
        new TestCaseData("azure.log", (IReadOnlyList<Judgement> all) => AzureReport.Write(all, ReportOptions.Default)),
        new TestCaseData("bitbucket.json", (IReadOnlyList<Judgement> all) => BitbucketReport.Write(all, ReportOptions.Default)),
    ];

    [TestCaseSource(nameof(Formats))]
    public void Reports_look_like_their_golden_files(string name, Func<IReadOnlyList<Judgement>, string> write)
    {
        Golden.Check(write([SampleJudgements.Pending]), $"pending.{name}");
        Golden.Check(write([SampleJudgements.Hostile]), $"hostile.{name}");
        Golden.Check(write(SampleJudgements.Targets), $"targets.{name}");
    }

    [TestCaseSource(nameof(Formats))]
    public void No_targets_are_a_whole_report_too(string name, Func<IReadOnlyList<Judgement>, string> write) => Golden.Check(write([]), $"empty.{name}");

    [TestCaseSource(nameof(Judgements))]
    public void Gitlab_gets_what_it_asks_for(string name, Judgement judgement)
    {
        var entries = Array(GitlabReport.Write([judgement]));

        Assert.That(entries, Has.Count.EqualTo(judgement.Assessment.Findings.Count(static finding => finding.Suppressed is null)), name);
        Assert.That(entries.Select(static entry => entry.GetProperty("fingerprint").GetString()), Is.Unique);
        Assert.That(entries.Select(static entry => entry.GetProperty("severity").GetString()).Distinct(), Is.SubsetOf(Severities));
        Assert.That(entries.Select(static entry => entry.GetProperty("description").GetString()!.Length + entry.GetProperty("check_name").GetString()!.Length), Has.All.GreaterThan(5));
        Assert.That(entries.Select(static entry => entry.GetProperty("location")), Has.All.Matches<JsonElement>(static place =>
            !place.GetProperty("path").GetString()!.StartsWith('/') && place.GetProperty("lines").GetProperty("begin").GetInt32() is >= 1 and var begin && place.GetProperty("lines").GetProperty("end").GetInt32() >= begin));
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
    public void Two_targets_of_one_folder_have_fingerprints_of_their_own() => Assert.That(
        Array(GitlabReport.Write([SampleJudgements.Of("a", SampleJudgements.Pending), SampleJudgements.Of("b", SampleJudgements.Pending)])).Select(static entry => entry.GetProperty("fingerprint").GetString()),
        Is.Not.Empty.And.Unique);

    [TestCaseSource(nameof(Judgements))]
    public void Results_of_tests_fit_the_schema_of_jenkins(string name, Judgement judgement) => Assert.That(SchemaProblems(JunitReport.Write([judgement], ReportOptions.Default)), Is.Empty, name);

    [Test]
    public void Any_name_makes_results_of_tests_that_fit_the_schema() =>
        HostileNames.Each(40, static name => Assert.That(SchemaProblems(JunitReport.Write([SampleJudgements.Named(name)], ReportOptions.Default)), Is.Empty));

    [Test]
    public void A_danger_fails_its_migration_and_the_verdict_until_somebody_consents()
    {
        var pending = Failures(SampleJudgements.Pending);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pending, Is.EqualTo(new[] { "0012_drop_note.sql", "verdict" }));
            Assert.That(Failures(SampleJudgements.Approved), Is.Empty);
            Assert.That(Failures(SampleJudgements.Allowed), Is.Empty);
            Assert.That(Failures(SampleJudgements.Denied), Does.Contain("verdict"));
        }
    }

    [Test]
    public void A_run_that_failed_passes_no_test() =>
        Assert.That(JunitReport.Write([SampleJudgements.Approved], SampleJudgements.Ran with { Run = SampleJudgements.Ran.Run! with { Outcome = RunOutcome.Failed } }), Does.Contain("<failure").And.Contain("failed on"));

    [Test]
    public void Counts_of_results_are_those_of_their_tests()
    {
        var all = XDocument.Parse(JunitReport.Write(SampleJudgements.Targets, ReportOptions.Default)).Root!;

        Assert.That(all.Elements("testsuite").Select(static suite => suite.Attribute("name")!.Value), Is.EqualTo(SampleJudgements.Targets.Select(static judgement => judgement.Assessment.Set.Target)));
        Assert.That(all.Elements("testsuite").Append(all), Has.All.Matches<XElement>(static element => element is not null &&
            (int?)element.Attribute("tests") == element.Descendants("testcase").Count() && (int?)element.Attribute("failures") == element.Descendants("failure").Count()));
    }

    [Test]
    public void Bitbucket_takes_every_part_of_a_report()
    {
        var finding = SampleJudgements.Pending.Assessment.Findings[1] with { Message = new string('m', 3_000) };
        var danger = SampleJudgements.Pending.Assessment.Findings[0];
        var many = SampleJudgements.Pending with { Assessment = SampleJudgements.Pending.Assessment with { Findings = [.. Enumerable.Repeat(finding, BitbucketReport.MostAnnotations + 6), danger] } };

        var written = JsonDocument.Parse(BitbucketReport.Write([many], ReportOptions.Default)).RootElement;
        var requests = written.GetProperty("annotations").EnumerateArray().Select(static request => request.EnumerateArray().ToList()).ToList();
        var annotations = requests.SelectMany(static request => request).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(requests.Select(static request => request.Count), Is.EqualTo(Enumerable.Repeat(100, 10)));
            Assert.That(annotations[0].GetProperty("severity").GetString(), Is.EqualTo("HIGH"));
            Assert.That(annotations.Select(static one => one.GetProperty("external_id").GetString()), Is.Unique);
            Assert.That(annotations.Select(static one => one.GetProperty("summary").GetString()!.Length), Has.All.InRange(1, 450));
            Assert.That(annotations.Select(static one => one.GetProperty("details").GetString()!.Length), Has.All.InRange(1, 2_000));
            Assert.That(written.GetProperty("report").GetProperty("details").GetString(), Does.StartWith("7 findings are left out").And.Length.LessThanOrEqualTo(2_000));
        }
    }

    [TestCaseSource(nameof(Judgements))]
    public void Bitbucket_passes_only_what_is_allowed(string name, Judgement judgement) => Assert.That(
        JsonDocument.Parse(BitbucketReport.Write([SampleJudgements.Allowed, judgement], ReportOptions.Default)).RootElement.GetProperty("report").GetProperty("result").GetString(),
        Is.EqualTo(judgement.Decision.Verdict == Verdict.Allowed ? "PASSED" : "FAILED"),
        name);

    private static List<string> Failures(Judgement judgement) =>
        [.. XDocument.Parse(JunitReport.Write([judgement], ReportOptions.Default)).Descendants("failure").Select(static failure => failure.Parent!.Attribute("name")!.Value)];

    private static List<string> Fingerprints(string sql)
    {
        var assessment = Judged.PostgreSql("CREATE TABLE orders (id int, note text, total int);", sql);
        var judgement = new Judgement(assessment, BuiltInPolicy.Policy, Gate.Decide(assessment, BuiltInPolicy.Policy, []));

        return [.. Array(GitlabReport.Write([judgement])).Where(static entry => entry.GetProperty("check_name").GetString() == "drop-column").Select(static entry => entry.GetProperty("fingerprint").GetString()!)];
    }

    private static List<JsonElement> Array(string json) => [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];

    private static List<string> SchemaProblems(string xml)
    {
        List<string> problems = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, Repository.PathTo("tests", "ChangeGate.Tests", "Reports", "Schemas", "jenkins-junit.xsd"));
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
        using var text = new StringReader(xml);
        using var reader = XmlReader.Create(text, settings);

        while (reader.Read())
        {
        }

        return problems;
    }
}
