using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

public enum DifferenceKind
{
    Added,
    Changed,
    Dropped,

    /// <summary>The same object under another name; <see cref="Difference.Before"/> has the old one.</summary>
    Renamed,
}

/// <summary>One object, column, constraint or privilege that is not the same before and after.</summary>
/// <param name="Details">What changed, as short phrases (<c>type integer → bigint</c>); empty for added and dropped objects.</param>
public sealed record Difference(ObjectId Object, DifferenceKind Kind, EquatableList<string> Details)
{
    /// <summary>The old name of a renamed object; null otherwise.</summary>
    public ObjectId? Before { get; init; }
}

/// <summary>Everything that differs between two snapshots, ordered by object.</summary>
public sealed record SchemaDiff(EquatableList<Difference> Differences)
{
    public bool IsEmpty => Differences.Count == 0;
}
