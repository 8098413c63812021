using ChangeGate.Changes;

namespace ChangeGate.Rehearsals;

/// <summary>What a statement would take at the sizes of production, from what it took at two smaller ones.</summary>
/// <param name="Table">Whose size it grows with.</param>
/// <param name="Rows">Of that table in production, from its statistics.</param>
/// <param name="Shortest">The lower end of what is to be expected of its duration, for which its locks are held.</param>
/// <param name="Longest">The upper end.</param>
/// <param name="WalBytes">Bytes of the engine's log; null where it has none.</param>
/// <param name="DiskBytes">Bytes of disk that it needs beside what is there; null where none.</param>
public sealed record SizeEstimate(ObjectName Table, long Rows, TimeSpan Shortest, TimeSpan Longest, long? WalBytes, long? DiskBytes);
