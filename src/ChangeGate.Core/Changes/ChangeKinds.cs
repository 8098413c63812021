using System.Collections.Concurrent;
using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>The name of a kind of change, from its type: one place for the fact.</summary>
internal static class ChangeKinds
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static string NameOf(Type kind) => Names.GetOrAdd(kind, static type => KebabCase.From(type.Name));
}
