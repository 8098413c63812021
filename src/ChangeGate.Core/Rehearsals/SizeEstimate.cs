using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals;

/// <summary>What a statement would take at the sizes of production, from what it took at smaller ones: on a machine like the one that measured, in memory, without other load.</summary>
/// <param name="Table">Whose size it grows with.</param>
/// <param name="Rows">Of that table in production, from its statistics.</param>
/// <param name="Shortest">The lower end of what is to be expected of its duration, for which its locks are held.</param>
/// <param name="Longest">The upper end.</param>
/// <param name="WalBytes">Bytes of the engine's log; null where it has none.</param>
/// <param name="DiskBytes">Bytes of disk that it needs beside what is there; null where none.</param>
public sealed record SizeEstimate(ObjectName Table, long Rows, TimeSpan Shortest, TimeSpan Longest, long? WalBytes, long? DiskBytes)
{
    /// <summary>Between <see cref="Shortest"/> and <see cref="Longest"/>.</summary>
    public required TimeSpan Expected { get; init; }

    /// <summary>What was measured, the smallest first.</summary>
    public EquatableList<SizeMeasurement> Measured { get; init; }
}

/// <param name="Rows">Of the table while the statement ran.</param>
public sealed record SizeMeasurement(long Rows, TimeSpan Duration);
