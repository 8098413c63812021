using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Ledgers;
using ChangeGate.Reports;
using ChangeGate.Rules;
using ChangeGate.Runs;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Tests.Evidence;
using ChangeGate.Tests.Ledgers;
using ChangeGate.Tests.Sql.PostgreSql;
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
    public void A_parse_of_every_form_fits_its_published_schema_with_offsets_in_the_text()
    {
        var sql = string.Join(";\n", GrammarTests.Forms.Select(form => form.Sql));
        var text = new SourceText("é.sql", sql);
        var json = JsonReport.WriteParse(text, Dialect.PostgreSql, SqlDialects.For(Dialect.PostgreSql).Read(text));
        using var document = JsonDocument.Parse(json);
        var statements = document.RootElement.GetProperty("statements").EnumerateArray().ToList();

        Assert.That(Schema("parse").Problems(json), Is.Empty);
        Assert.That(statements.Select(one => sql[one.GetProperty("start").GetInt32()..one.GetProperty("end").GetInt32()]), Is.EqualTo(GrammarTests.Forms.Select(form => form.Sql)));
        Assert.That(
            statements.Select(one => string.Join(' ', one.GetProperty("subkinds").EnumerateArray().Select(name => name.GetString()).Prepend(one.GetProperty("kind").GetString()))),
            Is.EqualTo(GrammarTests.Forms.Select(form => form.Kind)));
    }

    [Test]
    public void Offsets_count_characters_of_UTF16_and_name_what_is_created()
    {
        using var document = JsonDocument.Parse(Parsed("SELECT '💥'; -- é\nCREATE UNIQUE INDEX CONCURRENTLY \"I\" ON S.T (a);\nCREATE TABLE \"Ü\" (A int, \"B\" text);"));
        var (index, table) = (document.RootElement.GetProperty("statements")[1], document.RootElement.GetProperty("statements")[2]);

        Assert.That(index.GetProperty("start").GetInt32(), Is.EqualTo(18));
        Assert.That(index.GetProperty("relation").GetString(), Is.EqualTo("s.t"));
        Assert.That(index.GetProperty("concurrent").GetBoolean() && index.GetProperty("unique").GetBoolean(), Is.True);
        Assert.That(table.GetProperty("relation").GetString(), Is.EqualTo("Ü"));
        Assert.That(table.GetProperty("columns").EnumerateArray().Select(name => name.GetString()), Is.EqualTo(new[] { "a", "B" }));
        Assert.That(table.GetProperty("changes")[0].GetProperty("object").GetString(), Is.EqualTo("Ü"));
    }

    [Test]
    public void The_catalogue_of_rules_fits_its_published_schema() =>
        Assert.That(Schema("rules").Problems(JsonReport.WriteRules(RuleCatalog.All)), Is.Empty);

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
    public void Who_asked_fits_the_published_schema() =>
        Assert.That(Schema("run").Problems(JsonReport.WriteRun(SampleRuns.Asked)).Concat(Schema("run").Problems(JsonReport.WriteRun(SampleRuns.Asked with { Identity = SampleIdentities.Claimed }))), Is.Empty);

    [Test]
    public void Roles_fit_their_published_schema() => Assert.That(Schema("roles").Problems(JsonReport.WriteRoles(SampleRuns.Roles)), Is.Empty);

    [Test]
    public void A_guard_fits_its_published_schema() =>
        Assert.That(Schema("guard").Problems(JsonReport.WriteGuard(SampleRuns.GuardLog)).Concat(Schema("guard").Problems(JsonReport.WriteGuard(SampleRuns.GuardLog with { Guard = GuardStatus.None, Events = null, Done = "It is gone." }))).Concat(Schema("run").Problems(JsonReport.WriteRun(SampleRuns.Guarded))), Is.Empty);

    [Test]
    public void A_status_fits_its_published_schema() => Assert.That(Schema("status").Problems(JsonReport.WriteStatus(SampleRuns.Status)), Is.Empty);

    [Test]
    public void A_fleet_and_its_status_fit_their_published_schemas() =>
        Assert.That(Schema("fleet").Problems(JsonReport.WriteFleet(SampleFleets.Stopped)).Concat(Schema("fleet-status").Problems(JsonReport.WriteFleetStatus(SampleFleets.Standing))), Is.Empty);

    [Test]
    public void Drift_fits_its_published_schema() => Assert.That(Schema("drift").Problems(JsonReport.WriteDrift(SampleRuns.Drift)), Is.Empty);

    [Test]
    public void A_rehearsal_fits_its_published_schema() =>
        Assert.That(Schema("rehearsal").Problems(JsonReport.WriteRehearsal(SampleRuns.Failing, "SQLite 3")).Concat(Schema("rehearsal").Problems(JsonReport.WriteRehearsal(SampleRuns.Rehearsed, "PostgreSQL 18.4 (embedded)"))), Is.Empty);

    [Test]
    public void A_verification_fits_its_published_schema() => Assert.That(Schema("verify").Problems(JsonReport.WriteVerification(SampleRuns.Verification)), Is.Empty);

    [Test]
    public void A_ledger_its_checkpoint_and_a_proof_fit_their_published_schemas()
    {
        var ledger = SampleLedger.CreateSmall();
        var checkpoint = ledger.CheckpointAt(ledger.Entries.Count);
        var listing = new LedgerListing(checkpoint, [.. ledger.Entries.Select((entry, index) => ((long)index, LedgerEntry.Read(entry)))]);

        Assert.That(Schema("ledger").Problems(JsonReport.WriteLedger(listing)), Is.Empty);
        Assert.That(Schema("checkpoint").Problems(JsonReport.WriteCheckpoint(checkpoint, ["anchors.txt"])), Is.Empty);
        Assert.That(Schema("evidence-record").Problems(JsonReport.WriteWatch(SampleWatch.Report, [SampleWatch.Report], ["shop.production.1.evidence.json"])), Is.Empty);
        Assert.That(Schema("log-proof").Problems(JsonReport.WriteProof(new LogProof(3, [], checkpoint), "shop.evidence.json")), Is.Empty);
    }

    [Test]
    public void A_document_that_does_not_fit_is_found_out() =>
        Assert.That(Schema("verify").Problems("""{"schema":"changegate/verify/v1","verdict":"perhaps","claims":[{"code":"E1","claim":"c","verdict":"pass"}],"more":1}"""), Has.Count.EqualTo(4));

    private static string Parsed(string sql)
    {
        var text = new SourceText("a.sql", sql);
        return JsonReport.WriteParse(text, Dialect.PostgreSql, SqlDialects.For(Dialect.PostgreSql).Read(text));
    }

    private static JsonSchema Schema(string name) => JsonSchema.Read(Repository.PathTo("docs", "schema", $"{name}.schema.json"));
}
