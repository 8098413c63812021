using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>A column that a query makes, as far as its text tells.</summary>
/// <param name="Name">null for every column of <paramref name="Relations"/>, one relation after the other.</param>
/// <param name="Type">null where it is that of <paramref name="Column"/>.</param>
/// <param name="Column">The column that comes through unchanged; null for anything computed.</param>
/// <param name="Relations">Where that column is one of, as written.</param>
public sealed record QueryColumn(string? Name, DataType? Type, string? Column, EquatableList<ObjectName> Relations);
