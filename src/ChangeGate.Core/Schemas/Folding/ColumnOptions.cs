using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>Storage, statistics and compression of a column, one entry for each, as <c>statistics 100</c>.</summary>
internal static class ColumnOptions
{
    public static EquatableList<string> Apply(EquatableList<string> options, string what)
    {
        var text = what.Trim();

        if (IsOfIdentity(text))
        {
            return options;
        }

        if (text.StartsWith("SET ", StringComparison.OrdinalIgnoreCase))
        {
            text = text[4..].TrimStart();
        }

        if (text.StartsWith('(') || text.StartsWith("RESET", StringComparison.OrdinalIgnoreCase))
        {
            return StorageOptions.Apply(options, what);
        }

        var option = text.ToLowerInvariant();
        var name = NameOf(option);

        return [.. options.Where(one => NameOf(one) != name).Append(option).Order(StringComparer.Ordinal)];
    }

    /// <summary><c>storage</c> of <c>storage main</c> and of <c>storage=main</c>.</summary>
    public static string NameOf(string option) => option.Split(' ', '=')[0];

    /// <summary>In the spelling of a snapshot, without those that say what the engine does anyway.</summary>
    public static IEnumerable<string> Canonical(ColumnDefinition column) =>
        column.Options.Select(option => IsNamed(option) ? string.Join('=', option.Split(' ', 2)) : option)
            .Where(option => option is not ("statistics=-1" or "statistics=default" or "storage=default" or "compression=default") && option != $"storage={UsualStorage(column.Type)}");

    /// <summary>PostgreSQL manual, 66.2: types of fixed length stay in the row; numeric and addresses rather do.</summary>
    public static string UsualStorage(DataType type) => (type.ArrayDimensions, type.Name) switch
    {
        (0, "numeric" or "inet" or "cidr") => "main",
        (0, "smallint" or "integer" or "bigint" or "real" or "double precision" or "boolean" or "uuid" or "date" or "name" or "oid" or "money") => "plain",
        (0, var name) when name.StartsWith("time", StringComparison.Ordinal) || name.StartsWith("interval", StringComparison.Ordinal) => "plain",
        _ => "extended",
    };

    private static bool IsNamed(string option) => NameOf(option) is "statistics" or "storage" or "compression";

    // Options of the sequence behind an identity column, which is no object of its own.
    private static bool IsOfIdentity(string text)
    {
        var words = text.Split([' ', '\t', '\r', '\n'], 3, StringSplitOptions.RemoveEmptyEntries);

        return words.Length > 0 && (words[0].Equals("RESTART", StringComparison.OrdinalIgnoreCase)
            || (words.Length > 1 && words[1].ToUpperInvariant() is "INCREMENT" or "START" or "MINVALUE" or "MAXVALUE" or "NO" or "CACHE" or "CYCLE" or "SEQUENCE" or "RESTART"));
    }
}
