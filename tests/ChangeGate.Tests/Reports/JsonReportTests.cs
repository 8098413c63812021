using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Reports;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Reports;

internal sealed class JsonReportTests
{
    private static IEnumerable<TestCaseData> Judgements() =>
    [
        new TestCaseData(SampleJudgements.Allowed).SetArgDisplayNames("allowed"),
        new TestCaseData(SampleJudgements.Pending).SetArgDisplayNames("pending"),
        new TestCaseData(SampleJudgements.Approved).SetArgDisplayNames("approved"),
        new TestCaseData(SampleJudgements.Denied).SetArgDisplayNames("denied"),
        new TestCaseData(SampleJudgements.Unreadable).SetArgDisplayNames("unreadable"),
        new TestCaseData(SampleJudgements.Huge).SetArgDisplayNames("huge"),
        new TestCaseData(SampleJudgements.Hostile).SetArgDisplayNames("hostile"),
    ];

    [TestCaseSource(nameof(Judgements))]
    public void A_decision_fits_its_published_schema(Judgement judgement) =>
        Assert.That(Schema("decision").Problems(JsonReport.Write(judgement)), Is.Empty);

    [TestCaseSource(nameof(Judgements))]
    public void A_document_is_one_line_when_asked(Judgement judgement) =>
        Assert.That(JsonReport.Write(judgement, JsonLayout.Line), Does.Not.Contain('\n'));

    [Test]
    public void A_parse_fits_its_published_schema()
    {
        var text = new SourceText("a.sql", "CREATE INDEX i ON t (a);\nALTER TABLE t DROP COLUMN b;\nFROBNICATE;\nCREATE TABLE c (d int);");

        Assert.That(Schema("parse").Problems(JsonReport.WriteParse(text, Dialect.PostgreSql, SqlDialects.For(Dialect.PostgreSql).Read(text))), Is.Empty);
    }

    [Test]
    public void A_parse_says_where_and_why_a_statement_could_not_be_read()
    {
        var script = new Script([new Statement { Span = new Span(0, 10), Kind = "Unclassified", Changes = [new Unclassified("expected a statement", 4)] }]);
        using var document = JsonDocument.Parse(JsonReport.WriteParse(new SourceText("a.sql", "FROBNICATE"), Dialect.PostgreSql, script));
        var statement = document.RootElement.GetProperty("statements")[0];

        Assert.That(statement.GetProperty("reason").GetString(), Is.EqualTo("expected a statement"));
        Assert.That(statement.GetProperty("at").GetInt32(), Is.EqualTo(4));
    }

    [Test]
    public void Runs_fit_their_published_schema() =>
        Assert.That(Schema("run").Problems(JsonReport.WriteRun(SampleRuns.Applied)).Concat(Schema("run").Problems(JsonReport.WriteRun(SampleRuns.Failed))), Is.Empty);

    [Test]
    public void A_status_fits_its_published_schema() => Assert.That(Schema("status").Problems(JsonReport.WriteStatus(SampleRuns.Status)), Is.Empty);

    [Test]
    public void Drift_fits_its_published_schema() => Assert.That(Schema("drift").Problems(JsonReport.WriteDrift(SampleRuns.Drift)), Is.Empty);

    [Test]
    public void A_verification_fits_its_published_schema() => Assert.That(Schema("verify").Problems(JsonReport.WriteVerification(SampleRuns.Verification)), Is.Empty);

    [Test]
    public void A_document_that_does_not_fit_is_found_out() =>
        Assert.That(Schema("verify").Problems("""{"schema":"changegate/verify/v1","verdict":"perhaps","claims":[{"code":"E1","claim":"c","verdict":"pass"}],"more":1}"""), Has.Count.EqualTo(4));

    private static JsonSchema Schema(string name) => JsonSchema.Read(Repository.PathTo("docs", "schema", $"{name}.schema.json"));
}
