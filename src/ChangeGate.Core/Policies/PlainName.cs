namespace ChangeGate.Policies;

/// <summary>Targets, environments, waves and members name files and stand in digests, connections and reports, so their names are plain.</summary>
internal static class PlainName
{
    private const int Longest = 64;

    public static bool Is(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public static string Check(string name, Place place) => Is(name)
        ? name
        : throw place.Error($"{ConfigurationNode.Quote(name)} cannot be a name.", $"Begin with a letter or digit and use letters, digits, `-`, `_` and `.`, at most {Longest}.");
}
