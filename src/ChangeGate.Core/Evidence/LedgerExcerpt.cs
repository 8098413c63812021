using ChangeGate.Ledgers;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Where a ledger has one statement of a bundle.</summary>
/// <param name="Number">Of the statement in its bundle, from 1.</param>
/// <param name="Index">Of its entry, from 0.</param>
/// <param name="Path">That it stands there.</param>
public sealed record EnteredStatement(int Number, long Index, EquatableList<TreeHash> Path);

/// <summary>A checkpoint that somebody kept.</summary>
/// <param name="Path">That the ledger goes on from it; empty where nobody could make one.</param>
public sealed record KeptCheckpoint(SignedCheckpoint Checkpoint, EquatableList<TreeHash> Path);

/// <summary>What was taken from a ledger to check a bundle with. Nothing here is believed.</summary>
public sealed record LedgerExcerpt(SignedCheckpoint Checkpoint, EquatableList<EnteredStatement> Entered)
{
    /// <summary>The ledger as others have seen it before.</summary>
    public EquatableList<KeptCheckpoint> Kept { get; init; }

    /// <summary>A proof of one entry: of the last statement, whose payload names all before it.</summary>
    public static LedgerExcerpt Of(EvidenceBundle bundle, LogProof proof) => new(proof.Checkpoint, [new EnteredStatement(bundle.Envelopes.Count, proof.Index, proof.Path)]);
}
