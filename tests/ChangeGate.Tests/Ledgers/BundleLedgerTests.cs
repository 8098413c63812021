using System.Text;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Signatures;
using ChangeGate.TestKit;
using ChangeGate.Tests.Evidence;

namespace ChangeGate.Tests.Ledgers;

internal sealed class BundleLedgerTests
{
    private static readonly SampleLedger Sample = SampleLedger.Create();

    [Test]
    public void A_bundle_that_was_saved_is_entered_and_has_its_proof_beside_it()
    {
        using var folder = new TemporaryDirectory();
        var ledger = BundleLedger.Open(folder.Path, SampleRun.Runner, []);

        var proof = ledger.Enter(Save(folder, 0));

        Assert.That(proof.Index, Is.EqualTo(5));
        Assert.That(proof.Proves(LedgerEntries.Of(Sample.Bundles[0])[^1].Write()));
        Assert.That(Failing(folder), Is.Empty);
        Assert.That(Verify(0, proof), Is.EqualTo(new[] { ClaimVerdict.Pass, ClaimVerdict.Pass, ClaimVerdict.NotApplicable }));
        Assert.That(Verify(1, proof)[0], Is.EqualTo(ClaimVerdict.Fail), "of another bundle it proves nothing");
    }

    [Test]
    public void What_a_run_could_not_enter_the_next_one_enters_first()
    {
        using var folder = new TemporaryDirectory();
        Save(folder, 0);
        Save(folder, 1);

        var ledger = BundleLedger.Open(folder.Path, SampleRun.Runner, []);
        ledger.Enter(Save(folder, 2));

        Assert.That(Failing(folder), Is.Empty);
    }

    [Test]
    public void What_was_entered_before_its_proof_was_written_is_not_entered_again()
    {
        using var folder = new TemporaryDirectory();
        var ledger = BundleLedger.Open(folder.Path, SampleRun.Runner, []);
        var saved = Save(folder, 0);
        ledger.Enter(saved);
        File.Delete(BundleLedger.ProofOf(saved));

        BundleLedger.Open(folder.Path, SampleRun.Runner, []).Enter(Save(folder, 1));

        Assert.That(Failing(folder), Is.Empty);
        Assert.That(File.Exists(BundleLedger.ProofOf(saved)));
    }

    [Test]
    public void A_bundle_is_found_by_the_proof_beside_it_and_where_that_is_another_by_reading()
    {
        using var folder = new TemporaryDirectory();
        var ledger = BundleLedger.Open(folder.Path, SampleRun.Runner, []);
        var (first, second) = (Save(folder, 0), Save(folder, 1));
        ledger.Enter(second);
        var files = new LedgerFiles(BundleLedger.PlaceOf(folder.Path));
        var places = () => new[] { first, second }.Select(bundle => new EnteredBundle(files, files.ReadCheckpoint(), bundle).Last);

        Assert.That(places(), Is.EqualTo(new long?[] { 5, 7 }));
        File.Copy(BundleLedger.ProofOf(first), BundleLedger.ProofOf(second), overwrite: true);
        Assert.That(places(), Is.EqualTo(new long?[] { 5, 7 }));
        File.Delete(BundleLedger.ProofOf(second));
        Assert.That(places(), Is.EqualTo(new long?[] { 5, 7 }));
    }

    [Test]
    public void A_ledger_that_was_put_back_to_what_it_was_takes_nothing_more()
    {
        using var folder = new TemporaryDirectory();
        BundleLedger.Open(folder.Path, SampleRun.Runner, []).Enter(Save(folder, 0));
        Directory.Delete(BundleLedger.PlaceOf(folder.Path), recursive: true);

        Assert.That(() => BundleLedger.Open(folder.Path, SampleRun.Runner, []), Throws.TypeOf<GateException>().With.Message.Contains("is not the one"));
    }

    [Test]
    public void A_bundle_that_somebody_else_signed_is_not_vouched_for()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "shop.production.9.evidence.json"), SampleLedger.Rollback("run-9", 1, null, SampleRun.Ada).ToJson());

        BundleLedger.Open(folder.Path, SampleRun.Runner, []);

        Assert.That(new LedgerFiles(BundleLedger.PlaceOf(folder.Path)).ReadCheckpoint().Checkpoint.Size, Is.Zero);
    }

    [Test]
    public void The_key_that_took_the_place_of_another_goes_on_with_its_ledger()
    {
        using var folder = new TemporaryDirectory();
        using var young = SigningKey.Create();
        BundleLedger.Open(folder.Path, SampleRun.Runner, []).Enter(Save(folder, 0));
        Assert.That(() => BundleLedger.Open(folder.Path, young, []), Throws.TypeOf<GateException>(), "nobody said so");

        File.WriteAllText(Path.Combine(folder.Path, $"young{BundleLedger.RotationSuffix}"), KeyRotation.Sign(SampleRun.Runner, young, SampleRun.Noon));
        BundleLedger.Open(folder.Path, young, []).Enter(Save(folder, 1));

        Assert.That(new LedgerFiles(BundleLedger.PlaceOf(folder.Path)).ReadCheckpoint().SignerAmong([young.PublicKey]), Is.Not.Null);
        Assert.That(() => BundleLedger.Open(folder.Path, SampleRun.Runner, []), Throws.TypeOf<GateException>(), "the old one is done");
    }

    private static string Save(TemporaryDirectory folder, int bundle)
    {
        var path = Path.Combine(folder.Path, $"shop.production.{bundle}.evidence.json");
        File.WriteAllText(path, Sample.Bundles[bundle].ToJson());

        return path;
    }

    private static ClaimVerdict[] Verify(int bundle, LogProof proof) =>
    [
        .. EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(Sample.Bundles[bundle].ToJson()), SampleRun.Trust(SampleRun.Runner) with { Ledger = LedgerExcerpt.Of(Sample.Bundles[bundle], proof) }).Claims
            .Where(static claim => claim.Code is "E24" or "E25" or "E26")
            .Select(claim => claim.Verdict),
    ];

    private static IEnumerable<string> Failing(TemporaryDirectory folder)
    {
        var files = new LedgerFiles(BundleLedger.PlaceOf(folder.Path));

        return SampleLedger.Failing(LedgerAudit.Check(
            new LedgerCopy(files.TryRead("checkpoint"), files.TilePaths(), files.TryRead) { Bundles = [.. BundleLedger.Bundles(folder.Path).Select(path => new BundleFile(path, () => File.ReadAllBytes(path)))] },
            [SampleRun.Runner.PublicKey]));
    }
}
