using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>
/// A type as the engine itself would print it: PostgreSQL's <c>format_type</c> names (<c>character varying(20)</c>, <c>timestamp with time zone</c>,
/// <c>numeric(5,2)</c>, <c>integer[]</c>), SQLite's declared type in upper case. <see cref="Schema"/> is null for built-in types and where none was written.
/// </summary>
public sealed record DataType(string? Schema, string Name, EquatableList<string> Modifiers, int ArrayDimensions = 0)
{
    public static DataType Simple(string name) => new(null, name, []);

    public override string ToString()
    {
        var name = Schema is null ? Name : $"{Schema}.{Name}";
        var modifiers = Modifiers.Count == 0 ? "" : $"({string.Join(",", Modifiers)})";
        // PostgreSQL puts the precision of time types before the words about the zone: timestamp(3) with time zone.
        var zone = name.IndexOf(" with", StringComparison.Ordinal);
        var text = modifiers.Length > 0 && zone > 0 ? name[..zone] + modifiers + name[zone..] : name + modifiers;
        // The engine does not store how many dimensions were declared.
        return ArrayDimensions > 0 ? text + "[]" : text;
    }
}
