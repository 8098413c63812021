using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using ChangeGate.Tests.Evidence;

namespace ChangeGate.Tests.Ledgers;

internal sealed class AuditExportTests
{
    private static readonly SampleLedger Sample = SampleLedger.Create();

    private static readonly AuditPeriod March = AuditPeriod.Parse("2026-03");

    [TestCase("2026-01..2026-03", "2026-01-01..2026-03-31")]
    [TestCase("2026-02", "2026-02-01..2026-02-28")]
    [TestCase("2026-01-15..2026-02", "2026-01-15..2026-02-28")]
    [TestCase("2026-01-15", "2026-01-15..2026-01-15")]
    public void A_period_has_both_its_ends(string text, string period) => Assert.That(AuditPeriod.Parse(text).ToString(), Is.EqualTo(period));

    [TestCase("2026-03..2026-01")]
    [TestCase("2026")]
    [TestCase("2026-13")]
    [TestCase("2026-01..2026-02..2026-03")]
    [TestCase("..")]
    public void What_is_no_period_is_refused(string text) => Assert.That(() => AuditPeriod.Parse(text), Throws.TypeOf<GateException>());

    [Test]
    public void The_population_is_every_run_of_the_period_with_its_proof()
    {
        var export = Export(Sample, March);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(export.Runs.Select(run => run.Entry.Run), Is.EqualTo(["run-7", "run-11", "run-12", "run-13"]));
            Assert.That(export.Runs.Select(run => (run.First, run.Last)), Is.EqualTo(new[] { (0L, 5L), (6L, 7L), (8L, 9L), (10L, 11L) }));
            Assert.That(export.Runs.All(run => run.Proof!.Proves(run.Entry.Write())));
            Assert.That(Verdict(export, "X01") + "/" + Verdict(export, "X02"), Is.EqualTo("Pass/Pass"));
            Assert.That(Export(Sample, AuditPeriod.Parse("2026-04")).Runs, Is.Empty);
        }
    }

    [Test]
    public void A_run_whose_bundle_was_taken_away_is_in_it_all_the_same()
    {
        var bundles = Sample.BundleFiles;
        bundles.Remove("0.evidence.json");

        var export = AuditExport.Create(SampleLedger.CopyOf(Sample.Files, bundles), [SampleLedger.Key.PublicKey], March, journal: null);

        Assert.That(export.Runs, Has.Count.EqualTo(4));
        Assert.That((Verdict(export, "X01"), Verdict(export, "X03")), Is.EqualTo((ClaimVerdict.Fail, ClaimVerdict.Fail)));
        Assert.That(export.Runs[0].Controls.Select(result => result.Verdict), Is.All.EqualTo(ControlVerdict.NotMet));
    }

    [Test]
    public void A_run_that_says_another_time_does_not_leave_the_range()
    {
        var bundles = new[] { SampleLedger.Rollback("run-1", 1, null), SampleLedger.Rollback("run-2", 60 * 24 * 60, null), SampleLedger.Rollback("run-3", 3, null) };

        Assert.That(Verdict(Export(new SampleLedger([.. bundles]), March), "X02"), Is.EqualTo(ClaimVerdict.Fail));
    }

    [Test]
    public void Controls_follow_from_what_is_recorded()
    {
        var verdicts = Export(new SampleLedger([new SampleRun().Bundle]), March).Runs[0].Controls.ToDictionary(result => $"{result.Control.Standard} {result.Control.Field}", result => result.Verdict);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdicts["SOC 2 CC8.1 decision"], Is.EqualTo(ControlVerdict.Met));
            Assert.That(verdicts["SOC 2 CC8.1 approvals"], Is.EqualTo(ControlVerdict.Met));
            Assert.That(verdicts["ISO 27001 A.5.3 authorship, approvals"], Is.EqualTo(ControlVerdict.Met));
            Assert.That(verdicts["PCI DSS 10.3 ledger"], Is.EqualTo(ControlVerdict.Met));
            Assert.That(verdicts["SOC 2 CC8.1 rehearsal"], Is.EqualTo(ControlVerdict.NotMet), "it was not rehearsed");
        }
    }

    [Test]
    public void Every_claim_that_a_control_names_is_one_of_verify()
    {
        var known = EvidenceVerifier.Verify(System.Text.Encoding.UTF8.GetBytes(new SampleRun().Bundle.ToJson()), SampleRun.Trust(SampleRun.Runner)).Claims.Select(claim => claim.Code);

        Assert.That(Control.All.SelectMany(control => control.Claims).Distinct(), Is.SubsetOf(known));
    }

    /// <summary>The rows of the journal, and the claim that fails.</summary>
    private static IEnumerable<TestCaseData> Journals()
    {
        JournalledMigration[] whole = [.. new SampleRun().Set.Proposed.Select(migration => Row(migration.Path, migration.Digest))];
        yield return new TestCaseData(whole, "").SetArgDisplayNames("all is there");
        yield return new TestCaseData(whole.Append(Row("0004_by_hand.sql", whole[0].Digest, "run-99")).ToArray(), "X04").SetArgDisplayNames("a row of a run without evidence");
        yield return new TestCaseData(whole.Append(Row("0004_other.sql", whole[0].Digest)).ToArray(), "X04").SetArgDisplayNames("a row that the evidence of its run does not have");
        yield return new TestCaseData(whole[..1], "X05").SetArgDisplayNames("a row is gone");
        yield return new TestCaseData(new[] { whole[0], whole[1] with { Digest = whole[0].Digest } }, "X04,X05").SetArgDisplayNames("a row has other bytes");
        yield return new TestCaseData(whole.Append(Row("0001_users.sql", whole[0].Digest, "adoption") with { IsAdopted = true }).ToArray(), "").SetArgDisplayNames("one was adopted");

        static JournalledMigration Row(string path, ChangeGate.Text.Digest digest, string run = "run-7") => new(run, path, digest, IsAdopted: false) { At = SampleRun.Noon.AddSeconds(5) };
    }

    [TestCaseSource(nameof(Journals))]
    public void Journal_and_evidence_are_held_against_each_other(JournalledMigration[] rows, string failing)
    {
        var journal = new JournalHistory("shop", "production", [.. rows]);
        var ledger = new SampleLedger([new SampleRun().Bundle]);

        var export = AuditExport.Create(SampleLedger.CopyOf(ledger.Files, ledger.BundleFiles), [SampleLedger.Key.PublicKey], March, journal);

        Assert.That(string.Join(",", SampleLedger.Failing(export.Completeness)), Is.EqualTo(failing));
    }

    [Test]
    public void The_document_fits_its_published_schema() =>
        Assert.That(JsonSchema.Read(Repository.PathTo("docs", "schema", "evidence-export.schema.json")).Problems(JsonReport.WriteExport(Export(Sample, March))), Is.Empty);

    [Test]
    public void A_table_has_a_line_for_each_run_and_no_formula()
    {
        var run = new SampleRun().Run with { Id = "=HYPERLINK(\"x\")", Kind = RunKind.Rollback, RollsBack = "run-7" };
        var bundle = EvidenceBundle.CreateForRollback(run, [], SampleRun.Context with { Id = run.Id }, SampleRun.Runner);

        var lines = ExportCsv.Render(Export(new SampleLedger([new SampleRun().Bundle, bundle]), March)).Split("\r\n");

        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[2], Does.Contain("\"'=HYPERLINK(\"\"x\"\")\""));
    }

    [Test]
    public void A_name_changes_no_structure_of_a_page()
    {
        var page = ExportPage.Render(Export(new SampleLedger([Named("run"), Named("</td><script>alert(1)</script>")]), March));

        Assert.That(page, Does.Not.Contain("<script").And.Contain("&lt;script"));

        static EvidenceBundle Named(string id) => SampleLedger.Rollback(id, 1, null);
    }

    private static AuditExport Export(SampleLedger ledger, AuditPeriod period) => AuditExport.Create(SampleLedger.CopyOf(ledger.Files, ledger.BundleFiles), [SampleLedger.Key.PublicKey], period, journal: null);

    private static ClaimVerdict Verdict(AuditExport export, string code) => export.Completeness.Claims.Single(claim => claim.Code == code).Verdict;
}
