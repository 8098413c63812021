using System.Text;

namespace ChangeGate.Text;

/// <summary>The spelling of names in machine-readable outputs: <c>DropColumn</c> is <c>drop-column</c>.</summary>
public static class KebabCase
{
    /// <summary>The word of machine-readable outputs for an enum's value.</summary>
    public static string ToKeyword<T>(this T value)
        where T : struct, Enum => From(value.ToString());

    public static string From(string name)
    {
        var text = new StringBuilder(name.Length + 4);

        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
