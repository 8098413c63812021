using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>Storage parameters: <c>SET (fillfactor=70)</c> and <c>RESET (fillfactor)</c>. Anything else said there is about files, not the schema.</summary>
internal static class StorageOptions
{
    public static EquatableList<string> Apply(EquatableList<string> options, string what)
    {
        var open = what.IndexOf('(', StringComparison.Ordinal);
        var close = what.LastIndexOf(')');
        var verb = open < 0 ? "" : what[..open].Trim().ToUpperInvariant();

        if (close < open || verb is not ("SET" or "RESET"))
        {
            return options;
        }

        var named = what[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var left = options.Where(option => !named.Any(one => NameOf(one) == NameOf(option)));

        return [.. (verb == "SET" ? left.Concat(named.Select(Tidy)) : left).Order(StringComparer.Ordinal)];
    }

    /// <summary>One spelling: lower-case name, no white space around the equals sign.</summary>
    public static string Tidy(string option)
    {
        var at = option.IndexOf('=', StringComparison.Ordinal);

        return at < 0 ? NameOf(option) : $"{NameOf(option)}={option[(at + 1)..].Trim().Trim('\'')}";
    }

    private static string NameOf(string option) => option.Split('=', 2)[0].Trim().ToLowerInvariant();
}
