using ChangeGate.Changes;

namespace ChangeGate.Rehearsals;

/// <summary>Stored values that were there before a migration and nowhere after it.</summary>
/// <param name="Column">As it was named before; null where whole rows are gone.</param>
/// <param name="Count">Values that are gone; of rows where <paramref name="Column"/> is null.</param>
/// <param name="Of">As many there were, NULLs not counted.</param>
public sealed record LostValues(ObjectName Table, string? Column, long Count, long Of);
