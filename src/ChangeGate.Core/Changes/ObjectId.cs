namespace ChangeGate.Changes;

public enum ObjectKind
{
    Table,
    Column,
    Constraint,
    Index,
    View,
    MaterializedView,
    Sequence,
    Type,
    Function,
    Trigger,
    Policy,
    Schema,
    Extension,
    Role,
    Database,
    Privilege,

    /// <summary>A kind of object that the fold does not look into: publications, operators, text search, casts, statistics, rules.</summary>
    Other,
}

/// <summary>
/// What a change touches. <see cref="Part"/> is the column, constraint, trigger or policy of the table <see cref="Name"/>, the argument types
/// of the function (<c>integer, text</c>), or the kind in words for <see cref="ObjectKind.Other"/>; null where the kind has no parts.
/// </summary>
public sealed record ObjectId(ObjectKind Kind, ObjectName Name, string? Part = null)
{
    private int _hash;

    private ObjectId(ObjectId other)
    {
        Kind = other.Kind;
        Name = other.Name;
        Part = other.Part;
    }

    public bool Equals(ObjectId? other) =>
        ReferenceEquals(this, other) || (other is not null && GetHashCode() == other.GetHashCode() && Kind == other.Kind && Name == other.Name && Part == other.Part);

    // Ids are the keys of every schema: a hash is computed once. Its highest bit says so; the lowest are the ones that tell keys apart.
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = (((Name.GetHashCode() * 31) + (IsRelation ? 0 : (int)Kind)) * 31 + (Part?.GetHashCode(StringComparison.Ordinal) ?? 0)) | int.MinValue;

    /// <summary>One of the kinds that share their names, so that at most one of them stands under a name.</summary>
    internal bool IsRelation => Kind is ObjectKind.Table or ObjectKind.Index or ObjectKind.View or ObjectKind.Sequence or ObjectKind.MaterializedView;

    /// <summary>The hash of whatever relation has this name.</summary>
    internal static int RelationHash(ObjectName name) => (name.GetHashCode() * 31 * 31) | int.MinValue;

    public static ObjectId Table(ObjectName name) => new(ObjectKind.Table, name);

    public static ObjectId Column(ObjectName table, string column) => new(ObjectKind.Column, table, column);

    public override string ToString() => (Kind, Part) switch
    {
        (_, null) => Name.ToString(),
        (ObjectKind.Function, _) => $"{Name}({Part})",
        (ObjectKind.Other, _) => $"{Part} {Name}",
        _ => $"{Name}.{Part}",
    };
}
