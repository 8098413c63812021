using ChangeGate.Cli.Output;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Cli.Ledgers;

/// <summary>
/// The ledger of a folder of bundles. Each bundle gets a proof beside it once it is entered, and one without a proof is what a run could not enter:
/// the next one does.
/// </summary>
internal sealed class BundleLedger
{
    public const string BundleSuffix = ".evidence.json";

    /// <summary>A key of the runs that took the place of another: in the folder of the bundles, so that the next run goes on.</summary>
    public const string RotationSuffix = ".rotation.json";

    private const string ProofSuffix = ".evidence.tlog-proof";

    // Members of a fleet run in one process: they wait for each other here, and for other processes at the folder's lock.
    private static readonly Lock OneAtATime = new();

    private readonly string _evidence;

    private readonly SigningKey _key;

    /// <summary>Of the ledger when it was last open: what is saved after that cannot be among these entries.</summary>
    private long _size;

    private readonly IReadOnlyList<Anchor> _anchors;

    private BundleLedger(string evidence, SigningKey key, IReadOnlyList<Anchor> anchors) => (_evidence, _key, _anchors) = (evidence, key, anchors);

    /// <param name="evidence">The folder of bundles.</param>
    public static string PlaceOf(string evidence) => Path.Combine(evidence, "ledger");

    public static string ProofOf(string bundle) => bundle[..^BundleSuffix.Length] + ProofSuffix;

    public static IReadOnlyList<string> Bundles(string evidence) => Directory.Exists(evidence)
        ? [.. Directory.EnumerateFiles(evidence, $"*{BundleSuffix}").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>All of it, to be looked at.</summary>
    /// <param name="evidence">The folder of bundles.</param>
    /// <param name="earlier">Where checkpoints were kept.</param>
    /// <param name="anchors">Where every run keeps them.</param>
    public static LedgerCopy Copy(string evidence, IReadOnlyList<string> earlier, IReadOnlyList<Anchor> anchors)
    {
        var files = new LedgerFiles(PlaceOf(evidence));

        if (!files.Exists)
        {
            throw new GateException($"There is no ledger in '{files.Folder}'.", "Name the folder of the evidence with --evidence DIR: apply and rollback keep the ledger in it.");
        }

        return new LedgerCopy(files.TryRead("checkpoint"), files.TilePaths(), files.TryRead)
        {
            Bundles = [.. Bundles(evidence).Select(static path => new BundleFile(Path.GetFileName(path), () => File.ReadAllBytes(path)))],
            Anchors = [.. earlier.SelectMany(Anchors.Read)],
            Places = [.. anchors.Select(Anchors.ReadOrSay)],
        };
    }

    /// <summary>Holds the ledger against its checkpoint and enters what earlier runs could not. A folder without a ledger gets one.</summary>
    /// <param name="evidence">The folder of bundles.</param>
    /// <param name="key">Signs its checkpoints.</param>
    /// <param name="anchors">Where its checkpoints are kept. One that contradicts the ledger refuses; one that cannot be reached or has something else complains.</param>
    public static BundleLedger Open(string evidence, SigningKey key, IReadOnlyList<Anchor> anchors)
    {
        var ledger = new BundleLedger(evidence, key, anchors);
        var readings = anchors.Select(Anchors.ReadOrSay).ToList();
        var checkpoint = ledger.EnterWaiting(from: 0, readings);
        ledger.KeepElsewhere(checkpoint);

        return ledger;
    }

    /// <summary>Enters every bundle of the folder that is not entered yet, oldest first.</summary>
    /// <param name="saved">Which was written after the ledger was opened.</param>
    /// <param name="bundle">What was written there, where whoever asks still has it: it may be long.</param>
    /// <returns>Its proof.</returns>
    public LogProof Enter(string saved, EvidenceBundle? bundle = null)
    {
        KeepElsewhere(EnterWaiting(_size, [], bundle is null ? null : new WaitingBundle(saved, LedgerEntries.Of(bundle))));

        return LogProof.Parse(File.ReadAllBytes(ProofOf(saved)), ProofOf(saved));
    }

    /// <summary>The same of what has happened, whether the ledger takes it or not: nothing of it is lost, and the next run enters it.</summary>
    /// <param name="saved">Which was written after the ledger was opened.</param>
    /// <param name="bundle">What was written there.</param>
    /// <param name="otherwise">What holds where the ledger does not have it, as a sentence.</param>
    /// <returns>Its proof; null where the ledger could not enter it.</returns>
    public LogProof? TryEnter(string saved, EvidenceBundle bundle, string otherwise)
    {
        try
        {
            return Enter(saved, bundle);
        }
        catch (GateException failure)
        {
            Terminal.Complain($"{otherwise} {failure.Problem}", $"{failure.Remedy} The next run enters it first.");
            return null;
        }
    }

    /// <param name="from">No bundle that waits was entered before.</param>
    /// <param name="anchors">What was kept elsewhere.</param>
    /// <param name="known">One that need not be read; null for none.</param>
    /// <returns>The newest checkpoint.</returns>
    private SignedCheckpoint EnterWaiting(long from, IReadOnlyList<AnchorReading> anchors, WaitingBundle? known = null)
    {
        using var turn = OneAtATime.EnterScope();

        try
        {
            var trusted = KeyRing.Behind(_key.PublicKey, Directory.EnumerateFiles(_evidence, $"*{RotationSuffix}").Select(EvidenceFiles.ReadRotation));
            using var ledger = LedgerFolder.Open(PlaceOf(_evidence), _key, trusted);
            RefuseRolledBack(ledger, _evidence);
            RefuseContradicted(ledger, anchors, trusted);
            var waiting = Bundles(_evidence).Where(static bundle => !File.Exists(ProofOf(bundle))).ToList();

            // A process may have died after it entered a bundle and before it wrote the proof.
            var entered = Find(ledger, from, waiting);
            var added = Append(ledger, [.. waiting.Where(bundle => !entered.ContainsKey(bundle)).Select(bundle => bundle == known?.Path ? known : Read(bundle, trusted)).OfType<WaitingBundle>().OrderBy(static bundle => bundle.Entries[^1].At)]);

            foreach (var (bundle, index) in entered.Concat(added))
            {
                DurableFile.Replace(ProofOf(bundle), ProofOf(bundle) + ".tmp", System.Text.Encoding.UTF8.GetBytes(ledger.Files.Prove(ledger.Checkpoint, index).ToText()));
            }

            _size = ledger.Checkpoint.Checkpoint.Size;

            return ledger.Checkpoint;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The ledger in '{PlaceOf(_evidence)}' could not be written: {failure.Message}", "Make room there, or let this user write to it.", failure);
        }
    }

    /// <summary>The newest proof beside a bundle knows how far the ledger was.</summary>
    private static void RefuseRolledBack(LedgerFolder ledger, string evidence)
    {
        var newest = Directory.EnumerateFiles(evidence, $"*{ProofSuffix}").Select(static file => new FileInfo(file)).MaxBy(static file => (file.LastWriteTimeUtc, file.Name))?.FullName;

        if (newest is null)
        {
            return;
        }

        if (ConflictWith(LogProof.Parse(File.ReadAllBytes(newest), newest).Checkpoint.Checkpoint, ledger) is { } conflict)
        {
            throw new GateException(
                $"The ledger in '{ledger.Files.Folder}' is not the one that '{Path.GetFileName(newest)}' is entered in. {conflict}",
                "Bring back the ledger as it was last. To begin a new one, move this one away together with the proofs (*.tlog-proof), and keep them.");
        }
    }

    /// <summary>The newest checkpoint of each anchor, where a trusted key signed it: whoever else can write there stops no run.</summary>
    private static void RefuseContradicted(LedgerFolder ledger, IReadOnlyList<AnchorReading> anchors, KeyRing trusted)
    {
        foreach (var anchor in anchors)
        {
            var newest = anchor.Kept.Where(kept => kept.Checkpoint.SignerAmong(trusted) is not null).MaxBy(static kept => kept.Checkpoint.Checkpoint.Size);

            if (newest is not null && ConflictWith(newest.Checkpoint.Checkpoint, ledger) is { } conflict)
            {
                throw new GateException(
                    $"The ledger in '{ledger.Files.Folder}' is not the one that was anchored in '{newest.Name}'. {conflict}",
                    "Bring back the ledger as it was last. To begin a new one, move this one away, keep it, and name another anchor in the configuration.");
            }
        }
    }

    /// <summary>null where the ledger goes on from what was kept.</summary>
    private static string? ConflictWith(Checkpoint kept, LedgerFolder ledger)
    {
        var now = ledger.Checkpoint.Checkpoint;

        return LedgerAudit.ConflictBetween(now, kept)
            ?? (ledger.Files.Reading(() => MerkleTree.Root(kept.Size, ledger.Files.Tree(now.Size).At)) == kept.Root ? null : $"The ledger was forked: its first {kept.Size} entries are others than they were.");
    }

    /// <summary>A run that was done is not undone because an anchor is out of reach: the next one keeps what is missing, and until then <c>evidence check</c> says so.</summary>
    private void KeepElsewhere(SignedCheckpoint checkpoint)
    {
        foreach (var anchor in _anchors.Where(_ => checkpoint.Checkpoint.Size > 0))
        {
            try
            {
                anchor.Keep(checkpoint);
            }
            catch (GateException failure)
            {
                Terminal.Complain($"The checkpoint of the ledger is not anchored in '{anchor.Name}'. {failure.Problem}", $"{failure.Remedy} The next run anchors it first.");
            }
        }
    }

    /// <summary>By bundle, the entry of its last statement.</summary>
    private static Dictionary<string, long> Append(LedgerFolder ledger, List<WaitingBundle> bundles)
    {
        var places = new Dictionary<string, long>();
        var size = ledger.Checkpoint.Checkpoint.Size;

        if (bundles.Count > 0)
        {
            ledger.Append([.. bundles.SelectMany(static bundle => bundle.Entries).Select(static entry => (ReadOnlyMemory<byte>)entry.Write())]);
        }

        foreach (var bundle in bundles)
        {
            size += bundle.Entries.Count;
            places[bundle.Path] = size - 1;
        }

        return places;
    }

    /// <summary>Those that are entered already, with the entry of their last statement.</summary>
    private static Dictionary<string, long> Find(LedgerFolder ledger, long from, IReadOnlyList<string> bundles)
    {
        var size = ledger.Checkpoint.Checkpoint.Size;
        var wanted = from == size ? [] : bundles.GroupBy(static bundle => EvidenceBundle.Parse(File.ReadAllBytes(bundle), bundle).Digest).ToDictionary(static same => same.Key, static same => same.First());

        return wanted.Count == 0 ? [] : ledger.Files.Reading(() => ledger.Files.Entries(from, size)
            .Select(static one => (Entry: LedgerEntry.Read(one.Entry), one.Index))
            .Where(one => one.Entry.Payload == one.Entry.Bundle && wanted.ContainsKey(one.Entry.Bundle))
            .ToDictionary(one => wanted[one.Entry.Bundle], static one => one.Index));
    }

    /// <summary>null, with a remark, for one that somebody else signed: to enter it would be to vouch for it.</summary>
    private static WaitingBundle? Read(string path, KeyRing trusted)
    {
        var bundle = EvidenceBundle.Parse(File.ReadAllBytes(path), path);

        if (!bundle.Envelopes.All(envelope => trusted.Any(envelope.IsSignedBy)))
        {
            Terminal.Remark($"'{Path.GetFileName(path)}' is signed by another key, and is not entered in the ledger.");
            return null;
        }

        try
        {
            return new WaitingBundle(path, LedgerEntries.Of(bundle));
        }
        catch (FormatException failure)
        {
            throw new GateException($"A statement of '{path}' {failure.Message}.", "Move that file out of the folder: it is no bundle that this version wrote.", failure);
        }
    }

    private sealed record WaitingBundle(string Path, EquatableList<LedgerEntry> Entries);
}
