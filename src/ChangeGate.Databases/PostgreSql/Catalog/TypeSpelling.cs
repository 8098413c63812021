using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Takes apart what <c>format_type</c> prints.</summary>
internal static class TypeSpelling
{
    /// <summary>
    /// Three columns of a query for <see cref="CatalogRow.Type"/>. An extension's type counts as built in: its schema is where the extension
    /// was put, which no migration says beside the type.
    /// </summary>
    public static string Columns(string type, string modifier) => $"""
        format_type({type}, {modifier}),
        (select un.nspname from pg_type ut join pg_namespace un on un.oid = ut.typnamespace where {Own(type)}),
        (select ut.typname from pg_type ut join pg_namespace un on un.oid = ut.typnamespace where {Own(type)})
        """;

    public static DataType Read(string formatted, ObjectName? own)
    {
        var isArray = formatted.EndsWith("[]", StringComparison.Ordinal);
        var text = isArray ? formatted[..^2] : formatted;
        var (name, modifiers) = Split(text);
        return new DataType(own?.Schema, own?.Name ?? Unqualified(name), modifiers, isArray ? 1 : 0);
    }

    // timestamp(3) with time zone keeps its modifier in the middle; a quoted name may hold parentheses of its own.
    private static (string Name, EquatableList<string> Modifiers) Split(string text)
    {
        var open = text.EndsWith('"') ? -1 : text.LastIndexOf('(');
        var close = open < 0 ? -1 : text.IndexOf(')', open);

        if (close < 0)
        {
            return (text, []);
        }

        return (text[..open] + text[(close + 1)..], [.. text[(open + 1)..close].Split(',')]);
    }

    // "char" is a type of its own and keeps its quotes; a schema in front is an extension's.
    private static string Unqualified(string name)
    {
        var dot = name.StartsWith('"') ? name.IndexOf("\".", StringComparison.Ordinal) + 1 : name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[(dot + 1)..] : name;
    }

    private static string Own(string type) => $"""
        ut.oid = (select case when st.typcategory = 'A' and st.typelem <> 0 then st.typelem else st.oid end from pg_type st where st.oid = {type})
        and un.nspname <> 'pg_catalog' and {CatalogQuery.NotOfExtension("pg_type", "ut.oid")}
        """;
}
