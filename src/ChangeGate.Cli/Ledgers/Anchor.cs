using ChangeGate.Failures;
using ChangeGate.Ledgers;

namespace ChangeGate.Cli.Ledgers;

/// <summary>A place for checkpoints where whoever runs the ledger cannot change them unseen: only such a place shows that nothing was taken back.</summary>
/// <param name="Name">As a person says it.</param>
internal abstract record Anchor(string Name)
{
    /// <summary>Keeps a checkpoint; once, however often it is asked.</summary>
    /// <returns>Where it is now.</returns>
    /// <exception cref="GateException">It could not, or something else of the same size is kept there.</exception>
    public abstract string Keep(SignedCheckpoint checkpoint);

    /// <summary>All that was kept, as far as it can be known, with where each lies. Nothing of it is believed yet.</summary>
    /// <exception cref="GateException">It could not be read.</exception>
    public abstract IReadOnlyList<(string Where, SignedCheckpoint Checkpoint)> Read();
}
