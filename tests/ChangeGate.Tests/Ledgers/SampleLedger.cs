using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Ledgers;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Tests.Evidence;
using ChangeGate.Text;

namespace ChangeGate.Tests.Ledgers;

/// <summary>A ledger in memory, of bundles that each name the one before: every part of it can be exchanged.</summary>
internal sealed record SampleLedger(EquatableList<EvidenceBundle> Bundles)
{
    public const string Origin = "changegate/ledger/sample";

    public static SigningKey Key => SampleRun.Runner;

    /// <summary>One run and some rollbacks, which have two statements each.</summary>
    public static SampleLedger Create() => Of([new SampleRun().Bundle], rollbacks: 3);

    /// <summary>Only rollbacks and what a guard saw after them, which is less to check.</summary>
    public static SampleLedger CreateSmall()
    {
        var rollbacks = Of([], rollbacks: 2).Bundles;

        return new SampleLedger([.. rollbacks, SampleWatch.Bundle("look-1", 30, rollbacks[^1].Digest)]);
    }

    private static SampleLedger Of(List<EvidenceBundle> bundles, int rollbacks)
    {
        for (var number = 1; number <= rollbacks; number++)
        {
            bundles.Add(Rollback($"run-{number + 10}", number, bundles.LastOrDefault()?.Digest));
        }

        return new SampleLedger([.. bundles]);
    }

    public static EvidenceBundle Rollback(string id, int minute, Digest? previous, SigningKey? key = null) => EvidenceBundle.CreateForRollback(
        new SampleRun().Run with { Id = id, Kind = RunKind.Rollback, RollsBack = "run-7", Guard = new SampleRun().Run.Guard! with { Events = [] } },
        [],
        SampleRun.Context with { Id = id, Previous = previous, RecordedAt = SampleRun.Noon.AddMinutes(minute) },
        key ?? Key);

    public IReadOnlyList<byte[]> Entries => [.. Bundles.SelectMany(bundle => LedgerEntries.Of(bundle)).Select(entry => entry.Write())];

    /// <summary>Of these entries, whatever bundles there are.</summary>
    public static Dictionary<string, byte[]> FilesOf(IEnumerable<byte[]> entries, SigningKey? key = null, string origin = Origin)
    {
        var edge = new TreeEdge();

        foreach (var entry in entries)
        {
            edge.Append(entry);
        }

        var files = edge.Take().ToDictionary(file => file.Tile.Path, file => file.Content.ToArray());
        files["checkpoint"] = Encoding.UTF8.GetBytes(SignedCheckpoint.Sign(new Checkpoint(origin, edge.Size, edge.Root), key ?? Key).ToText());

        return files;
    }

    public Dictionary<string, byte[]> Files => FilesOf(Entries);

    public Dictionary<string, byte[]> BundleFiles => Bundles.Select((bundle, index) => (bundle, index)).ToDictionary(one => $"{one.index}.evidence.json", one => Encoding.UTF8.GetBytes(one.bundle.ToJson()));

    public SignedCheckpoint CheckpointAt(int size) => CheckpointOf(FilesOf(Entries.Take(size)));

    public static SignedCheckpoint CheckpointOf(Dictionary<string, byte[]> files) => SignedCheckpoint.Parse(files["checkpoint"], "checkpoint");

    public static LedgerCopy CopyOf(Dictionary<string, byte[]> files, Dictionary<string, byte[]> bundles, params SignedCheckpoint[] anchors) => new(
        files.TryGetValue("checkpoint", out var checkpoint) ? checkpoint : default(ReadOnlyMemory<byte>?),
        [.. files.Keys.Where(path => path != "checkpoint").Order(StringComparer.Ordinal)],
        path => files.TryGetValue(path, out var file) ? file : default(ReadOnlyMemory<byte>?))
    {
        Bundles = [.. bundles.Select(file => new BundleFile(file.Key, () => file.Value))],
        Anchors = [.. anchors.Select(anchor => new AnchoredCheckpoint("anchor", anchor))],
    };

    public static Verification Check(Dictionary<string, byte[]> files, Dictionary<string, byte[]> bundles, params SignedCheckpoint[] anchors) => LedgerAudit.Check(CopyOf(files, bundles, anchors), [Key.PublicKey]);

    public static IEnumerable<string> Failing(Verification audit) => audit.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail).Select(claim => claim.Code);
}
