using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>Storage, statistics and compression of a column, one entry for each, as <c>statistics 100</c>.</summary>
internal static class ColumnOptions
{
    public static EquatableList<string> Apply(EquatableList<string> options, string what)
    {
        var text = what.Trim();

        if (text.StartsWith("SET ", StringComparison.OrdinalIgnoreCase))
        {
            text = text[4..].TrimStart();
        }

        if (text.StartsWith('(') || text.StartsWith("RESET", StringComparison.OrdinalIgnoreCase))
        {
            return StorageOptions.Apply(options, what);
        }

        var option = text.ToLowerInvariant();
        var name = option.Split(' ')[0];

        return [.. options.Where(one => one.Split(' ')[0] != name).Append(option).Order(StringComparer.Ordinal)];
    }
}
