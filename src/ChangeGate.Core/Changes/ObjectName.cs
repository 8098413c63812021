namespace ChangeGate.Changes;

/// <summary>
/// The name of a database object: unquoted and case-folded as the engine would. <see cref="Schema"/> is null where the text named none;
/// the schema at that point then finds it by the search path. SQLite's <c>main</c> is always null.
/// </summary>
public sealed record ObjectName(string? Schema, string Name)
{
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
