using ChangeGate.Cli.Ledgers;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Signatures;
using ChangeGate.TestKit;
using ChangeGate.Tests.Evidence;

namespace ChangeGate.Tests.Ledgers;

internal sealed class LedgerFolderTests
{
    private static SigningKey Key => SampleRun.Runner;

    [Test]
    public void Entries_stay_and_each_checkpoint_goes_on_from_the_one_before()
    {
        using var folder = new TemporaryDirectory();
        var seen = new List<Checkpoint>();

        for (var size = 0; size < 700; size += 70)
        {
            using var ledger = Open(folder);
            seen.Add(ledger.Checkpoint.Checkpoint);
            ledger.Append(Some(size, 70));
        }

        using var last = Open(folder);
        var checkpoint = last.Checkpoint.Checkpoint;
        var tree = last.Files.Tree(checkpoint.Size);

        Assert.That(checkpoint.Root, Is.EqualTo(SampleTree.OfSize(700).RootAt(700)));
        Assert.That(seen.Where(one => one.Origin != checkpoint.Origin || !MerkleTree.Extends(checkpoint.Root, 700, one.Root, one.Size, tree.ConsistencyPath(one.Size))), Is.Empty);
        Assert.That(last.Files.Prove(last.Checkpoint, 300).Proves(SampleTree.Entry(300)));
        Assert.That(last.Files.Entries(250, 700).First().Entry.ToArray(), Is.EqualTo(SampleTree.Entry(250)));
        Assert.That(last.Files.TilePaths(), Does.Contain("tile/0/000").And.None.StartsWith("tile/0/000.p"));
    }

    /// <summary>A process that dies leaves any beginning of what it would have written, in the order in which it writes.</summary>
    [Test]
    public void Wherever_a_process_dies_the_ledger_goes_on()
    {
        using var before = new TemporaryDirectory();
        using var after = new TemporaryDirectory();
        Append(before, 0, 250);
        Copy(before.Path, after.Path);
        var written = Append(after, 250, 300);
        var kept = Checkpoint(before);

        foreach (var (count, torn) in Enumerable.Range(0, written.Count + 1).SelectMany(count => new[] { (count, false), (count, true) }))
        {
            using var died = new TemporaryDirectory();
            Copy(before.Path, died.Path);
            written.Take(count).ToList().ForEach(path => CopyFile(after.Path, died.Path, path, torn && path == written[count - 1]));

            // Others than those that were being entered, and fewer.
            Append(died, 1000, 20);
            var now = Checkpoint(died);

            Assert.That(now.Checkpoint.Size, Is.EqualTo(270), $"{count} files");
            Assert.That(Audit(died, kept), Is.Empty, $"{count} files, torn: {torn}");
        }
    }

    [Test]
    public void A_checkpoint_that_was_signed_and_not_put_in_its_place_is_put_there()
    {
        using var folder = new TemporaryDirectory();
        Append(folder, 0, 250);
        var earlier = File.ReadAllBytes(Path.Combine(folder.Path, "checkpoint"));
        Append(folder, 250, 100);
        var signed = Checkpoint(folder);
        File.Move(Path.Combine(folder.Path, "checkpoint"), Path.Combine(folder.Path, "checkpoint.next"));
        File.WriteAllBytes(Path.Combine(folder.Path, "checkpoint"), earlier);

        using var ledger = Open(folder);

        Assert.That(ledger.Checkpoint, Is.EqualTo(signed), "two checkpoints of one size must never be signed");
    }

    [Test]
    public void One_process_at_a_time_has_it_open()
    {
        using var folder = new TemporaryDirectory();
        var appended = 0;

        Parallel.For(0, 4, number =>
        {
            for (var round = 0; round < 5; round++)
            {
                using var ledger = Open(folder);
                ledger.Append(Some((number * 100) + round, 3));
                Interlocked.Add(ref appended, 3);
            }
        });

        Assert.That(Checkpoint(folder).Checkpoint.Size, Is.EqualTo(appended));
        Assert.That(Audit(folder), Is.Empty);
    }

    [TestCase("checkpoint")]
    [TestCase("tile/0/001.p/44")]
    [TestCase("tile/1/000.p/1")]
    [TestCase("tile/entries/001.p/44")]
    public void A_ledger_whose_edge_was_changed_or_lost_takes_nothing_more(string path)
    {
        using var folder = new TemporaryDirectory();
        Append(folder, 0, 300);
        var file = Path.Combine(folder.Path, path);
        var bytes = File.ReadAllBytes(file);
        bytes[12] ^= 1;

        File.WriteAllBytes(file, bytes);
        Assert.That(() => Open(folder), Throws.TypeOf<GateException>());

        File.Delete(file);
        Assert.That(() => Open(folder), Throws.TypeOf<GateException>());
    }

    [Test]
    public void Another_key_adds_nothing()
    {
        using var folder = new TemporaryDirectory();
        Append(folder, 0, 3);

        Assert.That(() => LedgerFolder.Open(folder.Path, SampleRun.Ada, [SampleRun.Ada.PublicKey]), Throws.TypeOf<GateException>());
    }

    private static LedgerFolder Open(TemporaryDirectory folder) => LedgerFolder.Open(folder.Path, Key, [Key.PublicKey]);

    private static SignedCheckpoint Checkpoint(TemporaryDirectory folder) => new LedgerFiles(folder.Path).ReadCheckpoint();

    /// <summary>The files that were written, in their order.</summary>
    private static List<string> Append(TemporaryDirectory folder, int first, int count)
    {
        var files = new LedgerFiles(folder.Path);
        var there = files.TilePaths().ToHashSet();

        using (var ledger = Open(folder))
        {
            ledger.Append(Some(first, count));
        }

        return [.. files.TilePaths().Where(path => !there.Contains(path)).Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Some(int first, int count) => [.. Enumerable.Range(first, count).Select(number => (ReadOnlyMemory<byte>)SampleTree.Entry(number))];

    /// <summary>Codes that fail of what is not about bundles, of which there are none here.</summary>
    private static IEnumerable<string> Audit(TemporaryDirectory folder, params SignedCheckpoint[] anchors)
    {
        var files = new LedgerFiles(folder.Path);
        var copy = new LedgerCopy(files.TryRead("checkpoint"), files.TilePaths(), files.TryRead) { Bundles = [], Anchors = [.. anchors.Select(anchor => new AnchoredCheckpoint("kept", anchor))] };

        return SampleLedger.Failing(LedgerAudit.Check(copy, [Key.PublicKey])).Except(["L06"]);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            CopyFile(from, to, Path.GetRelativePath(from, file), isTorn: false);
        }
    }

    private static void CopyFile(string from, string to, string path, bool isTorn)
    {
        var target = Path.Combine(to, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var bytes = File.ReadAllBytes(Path.Combine(from, path));
        File.WriteAllBytes(target, isTorn ? bytes[..(bytes.Length / 2)] : bytes);
    }
}
