using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>A column of a view.</summary>
/// <param name="Name">null where it is not certain.</param>
/// <param name="Type">null where it is not certain.</param>
/// <param name="Collation">null for the type's own.</param>
public sealed record QueryOutput(string? Name, DataType? Type, string? Collation);
