using ChangeGate.Ledgers;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>A bundle as a file, which is read when it is asked for and kept by nobody: of ten thousand, one at a time is in memory.</summary>
/// <param name="name">Without its folder.</param>
/// <param name="read">Its bytes.</param>
public sealed class BundleFile(string name, Func<ReadOnlyMemory<byte>> read)
{
    public string Name => name;

    public ReadOnlyMemory<byte> Read() => read();
}

/// <summary>A checkpoint that somebody kept, and where.</summary>
public sealed record AnchoredCheckpoint(string Name, SignedCheckpoint Checkpoint);

/// <summary>A place that the configuration names for checkpoints, and what is there.</summary>
/// <param name="Name">As a person says it.</param>
/// <param name="Kept">In any order.</param>
public sealed record AnchorReading(string Name, EquatableList<AnchoredCheckpoint> Kept)
{
    /// <summary>Why it could not be read; null where it could.</summary>
    public string? Problem { get; init; }
}

/// <summary>The files of a ledger, wherever they lie.</summary>
/// <param name="Checkpoint">null where there is none.</param>
/// <param name="Files">Paths of all files below <c>tile</c>, with forward slashes.</param>
/// <param name="Read">The bytes of one; null where there is none.</param>
public sealed record LedgerCopy(ReadOnlyMemory<byte>? Checkpoint, IReadOnlyList<string> Files, Func<string, ReadOnlyMemory<byte>?> Read)
{
    /// <summary>What lies beside it.</summary>
    public required IReadOnlyList<BundleFile> Bundles { get; init; }

    /// <summary>The ledger as others have seen it before.</summary>
    public EquatableList<AnchoredCheckpoint> Anchors { get; init; }

    /// <summary>Where every run should have kept it: each must have the newest checkpoint.</summary>
    public EquatableList<AnchorReading> Places { get; init; }
}
