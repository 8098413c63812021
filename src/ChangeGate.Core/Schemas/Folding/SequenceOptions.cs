using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>Options of a sequence in the words of CREATE SEQUENCE, each once; those that the engine would take anyway are left out.</summary>
internal static class SequenceOptions
{
    /// <summary>The sequence of a serial or identity column counts in the column's type.</summary>
    public static EquatableList<string> OfColumn(DataType type) => type.Name == "bigint" ? [] : [$"AS {type.Name}"];

    public static EquatableList<string> Merge(EquatableList<string> options, IEnumerable<string> changed)
    {
        var result = options.ToList();

        foreach (var option in changed.Select(Tidy).Where(option => option.Length > 0))
        {
            result.RemoveAll(one => NameOf(one) == NameOf(option));

            if (!IsDefault(option))
            {
                result.Add(option);
            }
        }

        return [.. result.Order(StringComparer.Ordinal)];
    }

    /// <summary>A sequence starts at its first value when nothing else is said.</summary>
    public static EquatableList<string> WithoutUsualStart(EquatableList<string> options)
    {
        var falls = options.Any(option => option.StartsWith("INCREMENT -", StringComparison.Ordinal));
        var limit = falls ? "MAXVALUE " : "MINVALUE ";
        var first = options.FirstOrDefault(option => option.StartsWith(limit, StringComparison.Ordinal))?[limit.Length..] ?? (falls ? "-1" : "1");

        return [.. options.Where(option => option != $"START {first}")];
    }

    private static string Tidy(string option)
    {
        var words = option.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

        if (words.Length == 0 || words[0].ToUpperInvariant() is "RESTART" or "OWNED")
        {
            return "";
        }

        var kept = words.Where(word => !(word.Equals("WITH", StringComparison.OrdinalIgnoreCase) || word.Equals("BY", StringComparison.OrdinalIgnoreCase))).ToList();
        var name = kept[0].ToUpperInvariant();

        return name switch
        {
            "NO" => $"NO {string.Join(' ', kept.Skip(1)).ToUpperInvariant()}",
            "AS" => $"AS {string.Join(' ', kept.Skip(1)).ToLowerInvariant()}",
            _ => string.Join(' ', kept.Skip(1).Prepend(name)),
        };
    }

    private static string NameOf(string option)
    {
        var words = option.Split(' ');

        return words[0] == "NO" && words.Length > 1 ? words[1] : words[0];
    }

    private static bool IsDefault(string option) =>
        option is "AS bigint" or "AS int8" or "START 1" or "INCREMENT 1" or "MINVALUE 1" or "NO MINVALUE" or "NO MAXVALUE" or "MAXVALUE 9223372036854775807" or "CACHE 1" or "NO CYCLE";
}
