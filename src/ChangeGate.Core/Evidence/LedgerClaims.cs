using ChangeGate.Ledgers;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>Whether the ledger has the bundle, and is the one that others have seen.</summary>
internal static class LedgerClaims
{
    private const string Entered = "The ledger has what the bundle says";

    private const string Signed = "The checkpoint of the ledger is signed by a trusted key";

    private const string Grown = "The ledger goes on from the checkpoints given";

    public static IEnumerable<Claim> Check(Dossier dossier, VerificationOptions options)
    {
        if (options.Ledger is not { } ledger)
        {
            const string None = "No ledger and no proof was given.";
            yield return Claims.Skip("E24", Entered, None);
            yield return Claims.Skip("E25", Signed, None);
            yield return Claims.Skip("E26", Grown, None);
            yield break;
        }

        var checkpoint = ledger.Checkpoint.Checkpoint;
        yield return Claims.Judge("E24", Entered, EntryProblems(dossier, ledger), $"{Places(ledger)} of `{checkpoint.Origin}`, which has {checkpoint.Size}.");
        yield return Claims.Judge("E25", Signed, SignatureProblems(ledger.Checkpoint, options.TrustedKeys), $"Size {checkpoint.Size}, root {checkpoint.Root}.");
        yield return ledger.Kept.Count == 0
            ? Claims.Skip("E26", Grown, "No earlier checkpoint was given.")
            : Claims.Judge("E26", Grown, ledger.Kept.SelectMany(kept => GrowthProblems(ledger.Checkpoint, kept, options.TrustedKeys)), $"It only grew since {Wording(ledger.Kept.Min(static kept => kept.Checkpoint.Checkpoint.Size))}.");
    }

    public static IEnumerable<string> SignatureProblems(SignedCheckpoint checkpoint, KeyRing trusted)
    {
        if (checkpoint.SignerAmong(trusted) is null)
        {
            yield return $"No trusted key signed the checkpoint of {Wording(checkpoint.Checkpoint.Size)}, or it was changed after that.";
        }
    }

    /// <summary>Why one checkpoint cannot be an earlier state of a ledger, by what they say alone; null where sizes and roots leave that open.</summary>
    public static string? ConflictBetween(Checkpoint now, Checkpoint kept)
    {
        if (now.Origin != kept.Origin)
        {
            return $"The checkpoint of {Wording(kept.Size)} is of another ledger: `{kept.Origin}` and not `{now.Origin}`.";
        }

        if (kept.Size > now.Size)
        {
            return $"The ledger was rolled back: it had {Wording(kept.Size)}, and has {now.Size}.";
        }

        return kept.Size == now.Size && kept.Root != now.Root ? $"The ledger was forked: there are two of {Wording(now.Size)}, with different roots." : null;
    }

    private static IEnumerable<string> GrowthProblems(SignedCheckpoint now, KeptCheckpoint kept, KeyRing trusted)
    {
        foreach (var problem in SignatureProblems(kept.Checkpoint, trusted))
        {
            yield return problem;
        }

        var (ledger, earlier) = (now.Checkpoint, kept.Checkpoint.Checkpoint);

        if (ConflictBetween(ledger, earlier) is { } conflict)
        {
            yield return conflict;
        }
        else if (!MerkleTree.Extends(ledger.Root, ledger.Size, earlier.Root, earlier.Size, kept.Path))
        {
            yield return kept.Path.Count == 0
                ? $"Nothing shows that the ledger goes on from its {Wording(earlier.Size)}: that takes the ledger itself."
                : $"The ledger was forked: it does not go on from its {Wording(earlier.Size)}.";
        }
    }

    private static IEnumerable<string> EntryProblems(Dossier dossier, LedgerExcerpt ledger)
    {
        var bundle = dossier.Bundle;

        if (dossier.Readable.Count() != bundle.Envelopes.Count)
        {
            yield return "A statement could not be read, so nobody can say what its entry would be.";
            yield break;
        }

        if (!ledger.Entered.Any(entered => entered.Number == bundle.Envelopes.Count))
        {
            yield return "Its last statement is not in the ledger.";
        }

        var entries = LedgerEntries.Of(bundle);
        var checkpoint = ledger.Checkpoint.Checkpoint;

        foreach (var entered in ledger.Entered)
        {
            if (entered.Number < 1 || entered.Number > entries.Count || !MerkleTree.Includes(checkpoint.Root, checkpoint.Size, entered.Index, TreeHash.Leaf(entries[entered.Number - 1].Write()), entered.Path))
            {
                yield return $"Statement {entered.Number} is not entry {entered.Index} of the ledger.";
            }
        }
    }

    private static string Places(LedgerExcerpt ledger) => ledger.Entered.Count switch
    {
        0 => "No entry",
        1 => $"Entry {ledger.Entered[0].Index}",
        _ => $"Entries {ledger.Entered.Min(static entered => entered.Index)} to {ledger.Entered.Max(static entered => entered.Index)}",
    };

    private static string Wording(long entries) => entries == 1 ? "1 entry" : $"{entries} entries";
}
