using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>Enumerations as signed text: their kebab-case names and nothing else, no numbers and no other letter case.</summary>
internal static class Keywords
{
    public static string Write<T>(T value)
        where T : struct, Enum => KebabCase.From(value.ToString());

    /// <exception cref="FormatException">There is no such name.</exception>
    public static T Read<T>(string keyword)
        where T : struct, Enum => TryRead<T>(keyword, out var value) ? value : throw new FormatException($"has a `{typeof(T).Name}` of no known name");

    public static bool TryRead<T>(string keyword, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Write(candidate) == keyword)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Write);
}
