using System.Collections.Concurrent;
using System.Text;

namespace ChangeGate.Changes;

/// <summary>The name of a kind of change, from its type: one place for the fact.</summary>
internal static class ChangeKinds
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static string NameOf(Type kind) => Names.GetOrAdd(kind, static type => KebabCase(type.Name));

    public static string KebabCase(string name)
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
