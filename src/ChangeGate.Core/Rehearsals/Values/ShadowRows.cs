using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Values;

/// <summary>The made-up rows of a shadow at one moment, as text. They are compared with those of another moment, and never shown.</summary>
public sealed record ShadowRows(EquatableList<TableRows> Tables)
{
    /// <summary>Labels of enum types by the number that the engine gave each: a label that is renamed is the same value.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>What one table stores. Tables that are scratch or hold what can be computed again are left out by whoever reads.</summary>
/// <param name="Identity">Of the table, whatever it is called: the same at both moments.</param>
public sealed record TableRows(string Identity, ObjectName Name)
{
    public EquatableList<RowColumn> Columns { get; init; }

    /// <summary>Each with a value for each column; null is NULL.</summary>
    public IReadOnlyList<string?[]> Rows { get; init; } = [];
}

/// <param name="Identity">Within its table, whatever it is called.</param>
/// <param name="IsKey">A part of the primary key.</param>
public sealed record RowColumn(string Identity, string Name, bool IsKey);

/// <summary>What became of the values of a shadow.</summary>
/// <param name="Lost">That are nowhere any more, ordered by table and column.</param>
/// <param name="Kept">Tables that held rows, each of whose values was found again as it was.</param>
/// <param name="Unsettled">The other tables: without rows, with lost ones, or with some that could not be followed.</param>
public sealed record ValueFates(EquatableList<LostValues> Lost, EquatableList<ObjectName> Kept, EquatableList<ObjectName> Unsettled);
