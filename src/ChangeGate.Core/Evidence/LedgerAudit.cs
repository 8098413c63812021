using ChangeGate.Ledgers;
using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>Reads a whole ledger again, and holds it against its checkpoint, against earlier ones, and against the bundles beside it.</summary>
public static class LedgerAudit
{
    private const string Anchored = "Every anchor of the configuration has the newest checkpoint";

    /// <summary>Never throws on what the files hold. One that fails, or none that passes, fails the whole.</summary>
    /// <param name="copy">The ledger, with all bundles.</param>
    /// <param name="trusted">Keys of the runners and of the ledger.</param>
    /// <param name="journal">Of one environment, all of it; null where no database is asked.</param>
    public static Verification Check(LedgerCopy copy, KeyRing trusted, JournalHistory? journal = null)
    {
        var index = new BundleIndex();
        var (audit, _) = Read(copy, trusted, index);

        return journal is null ? audit : new Verification([.. audit.Claims, .. JournalReconciliation.Check(journal, AuditPeriod.Always, index.Runs)]);
    }

    /// <param name="copy">The ledger, with all bundles.</param>
    /// <param name="trusted">Keys of the runners and of the ledger.</param>
    /// <param name="index">Takes what is needed of each bundle afterwards.</param>
    /// <returns>Also the entries; none where there is no checkpoint.</returns>
    internal static (Verification Audit, IReadOnlyList<LedgerEntry?> Entries) Read(LedgerCopy copy, KeyRing trusted, BundleIndex index)
    {
        if (copy.Checkpoint is not { } file || !SignedCheckpoint.TryParse(file.Span, out var signed))
        {
            return (new Verification([new Claim("L01", "The ledger has a checkpoint, written as ChangeGate writes it", ClaimVerdict.Fail, copy.Checkpoint is null ? "There is no `checkpoint`." : "The file `checkpoint` is none.")]), []);
        }

        var checkpoint = signed.Checkpoint;
        var reading = new LedgerReading(copy, checkpoint.Size);
        var isRead = reading.Problems.Count == 0;

        return (new Verification(
        [
            Claims.Judge("L01", "The ledger has a checkpoint, written as ChangeGate writes it", [], $"`{checkpoint.Origin}`, {checkpoint.Size} entries."),
            Claims.Judge("L02", "The checkpoint is signed by a trusted key", LedgerClaims.SignatureProblems(signed, trusted), $"Size {checkpoint.Size}, root {checkpoint.Root}."),
            Claims.Judge("L03", "Every entry that the checkpoint counts is there, and nothing else", reading.Problems, $"{copy.Files.Count} files."),
            Claims.Judge("L04", "The entries have the root that was signed", isRead ? RootProblems(reading, checkpoint) : ["Not all entries could be read."], $"{checkpoint.Root}"),
            Claims.Judge("L05", "The tiles have the hashes of the entries", reading.TileProblems, "Each was computed again."),
            .. EntryClaims.Check(reading.Entries, copy.Bundles, trusted, index),
            AnchorClaim(copy, checkpoint, reading, trusted),
            PlaceClaim(copy, checkpoint),
            index.GuardClaim(),
        ]), reading.Entries);
    }

    /// <summary>Why one checkpoint cannot be an earlier state of a ledger, by what they say alone; null where sizes and roots leave that open.</summary>
    public static string? ConflictBetween(Checkpoint now, Checkpoint kept) => LedgerClaims.ConflictBetween(now, kept);

    private static IEnumerable<string> RootProblems(LedgerReading reading, Checkpoint checkpoint)
    {
        if (reading.Root != checkpoint.Root)
        {
            yield return $"They have {reading.Root}: entries were changed, dropped, added or exchanged since it was signed.";
        }
    }

    private static Claim AnchorClaim(LedgerCopy copy, Checkpoint checkpoint, LedgerReading reading, KeyRing trusted)
    {
        const string Grown = "The ledger goes on from every earlier checkpoint";

        var kept = copy.Anchors.Concat(copy.Places.SelectMany(static place => place.Kept)).ToList();

        return kept.Count == 0
            ? Claims.Skip("L13", Grown, "None was given: only a checkpoint that lies where the operator cannot change it shows that nothing was taken back.")
            : Claims.Judge("L13", Grown, kept.SelectMany(anchor => AnchorProblems(anchor, checkpoint, reading, trusted)), $"{kept.Count} of them, the first of {kept.Min(static anchor => anchor.Checkpoint.Checkpoint.Size)} entries.");
    }

    /// <summary>What an anchor does not have yet could be written anew, and it would not show.</summary>
    private static Claim PlaceClaim(LedgerCopy copy, Checkpoint checkpoint) => copy.Places.Count == 0
        ? Claims.Skip("L14", Anchored, "The configuration names no anchor.")
        : Claims.Judge("L14", Anchored, copy.Places.Select(place => PlaceProblem(place, checkpoint)).OfType<string>(), $"{string.Join(", ", copy.Places.Select(static place => $"`{place.Name}`"))}: {checkpoint.Size} entries.");

    private static string? PlaceProblem(AnchorReading place, Checkpoint checkpoint) => place switch
    {
        { Problem: { } problem } => $"`{place.Name}` could not be read: {problem}",
        { Kept.Count: 0 } => $"`{place.Name}` has no checkpoint.",
        _ when place.Kept.Max(static kept => kept.Checkpoint.Checkpoint.Size) is var size && size < checkpoint.Size => $"`{place.Name}` is behind: it has {size} of {checkpoint.Size} entries.",
        _ => null,
    };

    private static IEnumerable<string> AnchorProblems(AnchoredCheckpoint anchor, Checkpoint now, LedgerReading reading, KeyRing trusted)
    {
        var kept = anchor.Checkpoint.Checkpoint;

        if (anchor.Checkpoint.SignerAmong(trusted) is null)
        {
            yield return $"`{anchor.Name}`: No trusted key signed it, or it was changed after that.";
        }
        else if (LedgerClaims.ConflictBetween(now, kept) is { } conflict)
        {
            yield return $"`{anchor.Name}`: {conflict}";
        }
        else if (reading.RootAt(kept.Size) is not { } root)
        {
            yield return $"`{anchor.Name}`: Its entries could not be read.";
        }
        else if (root != kept.Root)
        {
            yield return $"`{anchor.Name}`: The ledger was forked: its first {kept.Size} entries are others than they were.";
        }
    }
}
