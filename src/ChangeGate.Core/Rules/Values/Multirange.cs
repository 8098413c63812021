using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>The type that comes and goes with a range type (PostgreSQL, "CREATE TYPE").</summary>
internal static partial class Multirange
{
    /// <summary>Without a schema: the fold does not know it as a type of its own.</summary>
    public static ObjectName NameOf(UserType range)
    {
        if (range.Definition is { } definition && Given().Match(definition) is { Success: true } given)
        {
            return new ObjectName(null, given.Groups["name"].Value.ToLowerInvariant());
        }

        var name = range.Id.Name.Name;

        return new ObjectName(null, name.Contains("range", StringComparison.Ordinal) ? name.Replace("range", "multirange", StringComparison.Ordinal) : $"{name}_multirange");
    }

    [GeneratedRegex("""multirange_type_name\s*=\s*"?(?<name>\w+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Given();
}
