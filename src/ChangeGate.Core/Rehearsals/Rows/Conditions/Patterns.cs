using System.Text;
using System.Text.RegularExpressions;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>LIKE and GLOB as regular expressions.</summary>
internal static class Patterns
{
    public static string OfLike(string pattern)
    {
        var result = new StringBuilder("^");

        for (var at = 0; at < pattern.Length; at++)
        {
            result.Append(pattern[at] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' when at + 1 < pattern.Length => Regex.Escape(pattern[++at].ToString()),
                var character => Regex.Escape(character.ToString()),
            });
        }

        return result.Append('$').ToString();
    }

    public static string OfGlob(string pattern)
    {
        var result = new StringBuilder("^");
        var isClass = false;

        foreach (var character in pattern)
        {
            isClass = character switch { '[' => true, ']' => false, _ => isClass };
            result.Append(character switch
            {
                _ when isClass || character == ']' => character.ToString(),
                '*' => ".*",
                '?' => ".",
                _ => Regex.Escape(character.ToString()),
            });
        }

        return result.Append('$').ToString();
    }
}
