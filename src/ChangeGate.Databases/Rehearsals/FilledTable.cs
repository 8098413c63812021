using ChangeGate.Changes;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>What became of the rows that were made for a table.</summary>
/// <param name="Rows">That the engine took.</param>
/// <param name="Refused">That it did not take.</param>
/// <param name="Because">What it said of the first that it refused, without a value of it; null where it took all.</param>
public sealed record FilledTable(ObjectName Table, int Rows, int Refused, string? Because);
