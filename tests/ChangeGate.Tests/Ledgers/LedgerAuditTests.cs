using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Runs;
using ChangeGate.Tests.Evidence;

namespace ChangeGate.Tests.Ledgers;

internal sealed class LedgerAuditTests
{
    private static readonly SampleLedger Sample = SampleLedger.Create();

    [Test]
    public void A_true_ledger_passes_every_claim()
    {
        var audit = SampleLedger.Check(Sample.Files, Sample.BundleFiles, Sample.CheckpointAt(0), Sample.CheckpointAt(5), Sample.CheckpointAt(Sample.Entries.Count));

        Assert.That(audit.Claims.Where(claim => claim.Verdict != ClaimVerdict.Pass).Select(claim => claim.Code), Is.EqualTo(["L14"]));
        Assert.That(audit.Claims.Select(claim => claim.Code), Is.EqualTo(Enumerable.Range(1, 15).Select(number => $"L{number:00}")));
    }

    [Test]
    public void Without_an_earlier_checkpoint_nothing_is_said_of_growth() =>
        Assert.That(SampleLedger.Check(Sample.Files, Sample.BundleFiles).Claims.Single(claim => claim.Code == "L13").Verdict, Is.EqualTo(ClaimVerdict.NotApplicable));

    /// <summary>What somebody does who has no key: the files are changed, and the checkpoint stays.</summary>
    private static IEnumerable<TestCaseData> Strangers()
    {
        yield return Case("an entry is changed", "L04", files => Rewrite(files, entries => entries[3] = SampleTree.Entry(1)));
        yield return Case("an entry is dropped", "L03", files => Rewrite(files, entries => entries.RemoveAt(3)));
        yield return Case("an entry is entered again", "L03", files => Rewrite(files, entries => entries.Add(entries[3])));
        yield return Case("two entries change places", "L04", files => Rewrite(files, entries => (entries[2], entries[3]) = (entries[3], entries[2])));
        yield return Case("a tile is changed", "L05", files => files[PathOf(files, "tile/0/")][40] ^= 1);
        yield return Case("a tile is gone", "L05", files => files.Remove(PathOf(files, "tile/0/")));
        yield return Case("the entries are gone", "L03", files => files.Remove(PathOf(files, "tile/entries/")));
        yield return Case("the checkpoint is gone", "L01", files => files.Remove("checkpoint"));
        yield return Case("a file lies beyond the checkpoint", "L03", files => files["tile/0/000.p/200"] = new byte[200 * TreeHash.Length]);
        yield return Case("an earlier tile is another", "L03", files => files["tile/0/000.p/2"] = new byte[2 * TreeHash.Length]);
        yield return Case("a file is none of a ledger's", "L03", files => files["tile/0/readme"] = []);
        yield return Case("another key signed it", "L02", files => files["checkpoint"] = Encoding.UTF8.GetBytes(SignedCheckpoint.Sign(SampleLedger.CheckpointOf(files).Checkpoint, SampleRun.Ada).ToText()));
        yield return Case("the checkpoint is changed", "L02", files => files["checkpoint"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["checkpoint"]).Replace("\n12\n", "\n11\n")));

        static TestCaseData Case(string name, string code, Action<Dictionary<string, byte[]>> change) => new TestCaseData(code, change).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Strangers))]
    public void Files_that_a_stranger_changed_are_found(string code, Action<Dictionary<string, byte[]>> change)
    {
        var files = Sample.Files;
        change(files);

        Assert.That(SampleLedger.Failing(SampleLedger.Check(files, Sample.BundleFiles)).First(), Is.EqualTo(code));
    }

    /// <summary>What the operator could do, whose key signs the ledger: all of it is written and signed anew.</summary>
    private static IEnumerable<TestCaseData> Operators()
    {
        yield return Case("a bundle is dropped, with its entries", ["L11"], Without(1), Names("0", "2", "3"));
        yield return Case("a bundle is dropped, and its entries stay", ["L10"], [.. Sample.Entries], Names("0", "2", "3"));
        yield return Case("the entries are dropped, and the bundle stays", ["L09", "L11"], Without(1), Names("0", "1", "2", "3"));
        yield return Case("a statement is dropped", ["L08", "L09"], [.. Sample.Entries.Where((_, index) => index != 2)], Names("0", "1", "2", "3"));
        yield return Case("two bundles change places", ["L11"], Reordered(0, 2, 1, 3), Names("0", "1", "2", "3"));
        yield return Case("two statements change places", ["L08", "L09"], Swapped(2, 3), Names("0", "1", "2", "3"));
        yield return Case("a bundle is entered twice", ["L07", "L08", "L09"], Reordered(0, 1, 2, 3, 1), Names("0", "1", "2", "3"));
        yield return Case("an entry of something else", ["L06"], [.. Sample.Entries, SampleTree.Entry(1)], Names("0", "1", "2", "3"));

        static TestCaseData Case(string name, string[] codes, IEnumerable<byte[]> entries, string[] bundles) => new TestCaseData(codes, entries, bundles).SetArgDisplayNames(name);

        static string[] Names(params string[] names) => names;
    }

    [TestCaseSource(nameof(Operators))]
    public void What_was_written_and_signed_anew_is_found(string[] codes, IEnumerable<byte[]> entries, string[] bundles)
    {
        var files = Sample.BundleFiles.Where(file => bundles.Contains(file.Key[..1])).ToDictionary();

        Assert.That(SampleLedger.Failing(SampleLedger.Check(SampleLedger.FilesOf(entries), files)), Is.EqualTo(codes));
    }

    [Test]
    public void A_bundle_that_another_key_signed_is_found()
    {
        var forged = new SampleLedger([.. Sample.Bundles, SampleLedger.Rollback("run-99", 9, Sample.Bundles[^1].Digest, SampleRun.Ada)]);

        Assert.That(SampleLedger.Failing(SampleLedger.Check(forged.Files, forged.BundleFiles)), Is.EqualTo(["L12"]));
    }

    [Test]
    public void A_bundle_that_was_exchanged_for_another_of_the_same_run_is_found()
    {
        var bundles = Sample.BundleFiles;
        bundles["3.evidence.json"] = Encoding.UTF8.GetBytes(SampleLedger.Rollback("run-13", 30, Sample.Bundles[2].Digest).ToJson());

        Assert.That(SampleLedger.Failing(SampleLedger.Check(Sample.Files, bundles)), Is.EqualTo(["L09", "L10"]));
    }

    /// <summary>What only a checkpoint shows that was kept elsewhere.</summary>
    private static IEnumerable<TestCaseData> Anchors()
    {
        yield return new TestCaseData(Sample.CheckpointAt(12), SampleLedger.FilesOf(Sample.Entries.Take(10)), "rolled back").SetArgDisplayNames("the newest entries are taken back");
        yield return new TestCaseData(Sample.CheckpointAt(10), SampleLedger.FilesOf(Swapped(2, 3)), "first 10 entries").SetArgDisplayNames("entries before the checkpoint are others");
        yield return new TestCaseData(Sample.CheckpointAt(12), SampleLedger.FilesOf(Swapped(2, 3)), "two of 12 entries").SetArgDisplayNames("there are two of the same size");
        yield return new TestCaseData(Sample.CheckpointAt(4), SampleLedger.FilesOf(Sample.Entries, origin: "changegate/ledger/other"), "another ledger").SetArgDisplayNames("it is another ledger");
        yield return new TestCaseData(SignedCheckpoint.Sign(Sample.CheckpointAt(4).Checkpoint, SampleRun.Ada), Sample.Files, "No trusted key").SetArgDisplayNames("somebody else signed it");
    }

    [TestCaseSource(nameof(Anchors))]
    public void A_ledger_that_does_not_go_on_from_what_was_kept_is_found(SignedCheckpoint kept, Dictionary<string, byte[]> files, string because)
    {
        var claim = SampleLedger.Check(files, Sample.BundleFiles, kept).Claims.Single(claim => claim.Code == "L13");

        Assert.That(claim.Verdict, Is.EqualTo(ClaimVerdict.Fail));
        Assert.That(claim.Because, Does.Contain(because));
    }

    /// <summary>Guard statements, as somebody with the ledger's key would have them otherwise.</summary>
    private static IEnumerable<TestCaseData> Guards()
    {
        var first = SampleWatch.Bundle("look-1", 1, null);
        var second = SampleWatch.Bundle("look-2", 2, first.Digest, SampleWatch.Report with { Events = [SampleWatch.Event(30)] });
        var third = SampleWatch.Bundle("look-3", 3, second.Digest, SampleWatch.Report with { Events = [SampleWatch.Event(40)] });
        yield return Case("one is dropped, with its entry", ["L11"], first, third);
        yield return Case("two change places", ["L11"], first, third, second);
        yield return Case("one is entered twice", ["L07", "L08", "L09", "L12"], first, second, second);
        yield return Case("what one told another tells again", ["L15"], first, SampleWatch.Bundle("look-2", 2, first.Digest));
        yield return Case("another key signed one", ["L12"], first, SampleWatch.Bundle("look-2", 2, first.Digest, SampleWatch.Report with { Events = [] }, SampleRun.Ada));

        static TestCaseData Case(string name, string[] codes, params EvidenceBundle[] bundles) => new TestCaseData(codes, bundles).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Guards))]
    public void A_statement_of_a_guard_that_is_not_as_it_was_entered_is_found(string[] codes, EvidenceBundle[] bundles)
    {
        var ledger = new SampleLedger([.. bundles]);

        Assert.That(SampleLedger.Failing(SampleLedger.Check(ledger.Files, ledger.BundleFiles)), Is.EqualTo(codes));
    }

    [Test]
    public void The_journal_of_a_database_is_held_against_every_run_of_any_time()
    {
        var run = new SampleRun();
        var ledger = new SampleLedger([run.Bundle]);
        var journal = new JournalHistory("shop", "production", [.. run.Set.Proposed.Select(migration => new JournalledMigration("run-7", migration.Path, migration.Digest, false) { At = SampleRun.Noon })]);
        var copy = SampleLedger.CopyOf(ledger.Files, ledger.BundleFiles);

        Assert.That(SampleLedger.Failing(LedgerAudit.Check(copy, [SampleLedger.Key.PublicKey], journal)), Is.Empty);
        Assert.That(SampleLedger.Failing(LedgerAudit.Check(copy, [SampleLedger.Key.PublicKey], journal with { Rows = [journal.Rows[0] with { RunId = "by hand" }, journal.Rows[1]] })), Is.EqualTo(["X04", "X05"]));
        Assert.That(SampleLedger.Failing(LedgerAudit.Check(copy, [SampleLedger.Key.PublicKey], journal with { Host = new HostHistory("Flyway", "Flyway has run `9.sql`, of which ChangeGate's journal does not know.") })), Is.EqualTo(["X06"]));
    }

    [Test]
    public void Of_ten_thousand_random_changes_none_is_accepted()
    {
        var random = new Random(20261123);
        var ledger = SampleLedger.CreateSmall();
        var (files, bundles) = (ledger.Files, ledger.BundleFiles);
        var anchors = new Dictionary<string, byte[]> { ["kept"] = Encoding.UTF8.GetBytes(ledger.CheckpointAt(2).ToText() + SampleLedger.CheckpointOf(files).ToText()) };
        files["tile/0/000.p/3"] = files[PathOf(files, "tile/0/")][..(3 * TreeHash.Length)];
        var accepted = new List<string>();
        Assert.That(Passes(files, bundles, anchors));

        for (var round = 0; round < 10_000; round++)
        {
            var (changedFiles, changedBundles, changedAnchors) = (new Dictionary<string, byte[]>(files), new Dictionary<string, byte[]>(bundles), new Dictionary<string, byte[]>(anchors));

            // Bundles are many times larger, and each of their bytes is as good as another.
            var among = random.Next(10) switch
            {
                0 => changedBundles,
                1 => changedAnchors,
                _ => changedFiles,
            };
            var name = among.Keys.ElementAt(random.Next(among.Count));
            var what = Change(among, name, random);

            if (Passes(changedFiles, changedBundles, changedAnchors))
            {
                accepted.Add($"{round}: {name} {what}");
            }
        }

        Assert.That(accepted, Is.Empty);
    }

    private static bool Passes(Dictionary<string, byte[]> files, Dictionary<string, byte[]> bundles, Dictionary<string, byte[]> anchors) =>
        LedgerAudit.Check(SampleLedger.CopyOf(files, bundles) with { Places = [ReadAnchor(anchors)] }, [SampleLedger.Key.PublicKey]).Passes;

    private static AnchorReading ReadAnchor(Dictionary<string, byte[]> anchors)
    {
        try
        {
            return new AnchorReading("kept", anchors.TryGetValue("kept", out var kept) ? [.. SignedCheckpoint.ParseAll(kept, "kept").Select(static one => new AnchoredCheckpoint("kept", one))] : []);
        }
        catch (GateException failure)
        {
            return new AnchorReading("kept", []) { Problem = failure.Problem };
        }
    }

    private static string Change(Dictionary<string, byte[]> among, string name, Random random)
    {
        var bytes = (byte[])among[name].Clone();
        var at = random.Next(bytes.Length);

        switch (random.Next(8))
        {
            case 0:
                among[name] = bytes[..at];
                return $"cut at {at}";
            case 1:
                among[name] = [.. bytes, (byte)random.Next(256)];
                return "one byte more";
            case 2:
                among[name] = [.. bytes[..at], .. bytes[(at + 1)..]];
                return $"without byte {at}";
            case 3 when name != "tile/0/000.p/3":
                among.Remove(name);
                return "gone";
            default:
                bytes[at] ^= (byte)(1 << random.Next(8));
                among[name] = bytes;
                return $"bit of byte {at}";
        }
    }

    private static void Rewrite(Dictionary<string, byte[]> files, Action<List<ReadOnlyMemory<byte>>> change)
    {
        var path = PathOf(files, "tile/entries/");
        var entries = EntryBundle.Read(files[path], Sample.Entries.Count).ToList();
        change(entries);
        files[path] = EntryBundle.Write(entries);
    }

    private static string PathOf(Dictionary<string, byte[]> files, string start) => files.Keys.Single(path => path.StartsWith(start, StringComparison.Ordinal) && !path.EndsWith("/3", StringComparison.Ordinal));

    private static IEnumerable<byte[]> Without(int bundle) => Reordered([.. Enumerable.Range(0, Sample.Bundles.Count).Where(index => index != bundle)]);

    private static IEnumerable<byte[]> Reordered(params int[] bundles) => bundles.SelectMany(index => LedgerEntries.Of(Sample.Bundles[index])).Select(entry => entry.Write()).ToList();

    private static IEnumerable<byte[]> Swapped(int one, int other)
    {
        var entries = Sample.Entries.ToList();
        (entries[one], entries[other]) = (entries[other], entries[one]);

        return entries;
    }
}
