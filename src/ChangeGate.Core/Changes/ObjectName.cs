namespace ChangeGate.Changes;

/// <summary>
/// The name of a database object: unquoted and case-folded as the engine would. <see cref="Schema"/> is null where the text named none;
/// the schema at that point then finds it by the search path. SQLite's <c>main</c> is always null.
/// </summary>
public sealed record ObjectName(string? Schema, string Name)
{
    private int _hash;

    private ObjectName(ObjectName other)
    {
        Schema = other.Schema;
        Name = other.Name;
    }

    public bool Equals(ObjectName? other) => ReferenceEquals(this, other) || (other is not null && GetHashCode() == other.GetHashCode() && Name == other.Name && Schema == other.Schema);

    // As an id's, a hash is computed once.
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = ((Name.GetHashCode(StringComparison.Ordinal) * 31) + (Schema?.GetHashCode(StringComparison.Ordinal) ?? 0)) | int.MinValue;

    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
