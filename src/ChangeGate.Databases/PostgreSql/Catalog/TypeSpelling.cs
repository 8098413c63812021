using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Takes apart what <c>format_type</c> prints.</summary>
internal static class TypeSpelling
{
    /// <summary>
    /// Types that a user made, as a first CTE. An extension's type counts as built in: its schema is where the extension was put, which no
    /// migration says beside the type. The array of a type is spelled by its element alone, though it has a row of its own.
    /// </summary>
    public static string Made => $"""
        made as materialized (
            select spelled.oid, mn.nspname, mt.typname
            from pg_type mt join pg_namespace mn on mn.oid = mt.typnamespace
            cross join lateral (values (mt.oid), (nullif(mt.typarray, 0))) spelled(oid)
            where mn.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                and mt.oid not in (select typarray from pg_type) and {CatalogQuery.NotOfExtension("pg_type", "mt.oid")}
        )
        """;

    /// <summary>Three columns of a query for <see cref="CatalogRow.Type"/>.</summary>
    public static string Columns(string type, string modifier) => $"format_type({type}, {modifier}), m.nspname, m.typname";

    public static string Join(string type) => $"left join made m on m.oid = {type}";

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
}
