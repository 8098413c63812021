using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Where something stands in the configuration, for an error to name.</summary>
internal readonly record struct Place(string Path, LinePosition At)
{
    public GateException Error(string problem, string remedy) =>
        new($"`{Path}` line {At.Line}, column {At.Column}: {problem}", remedy);
}

/// <summary>A value of the configuration as it was written.</summary>
internal abstract record ConfigurationNode(Place Place)
{
    private const int LongestQuote = 40;

    /// <summary>The kind in words, for an error: <c>a list</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>A text of the file as an error may show it: short, on one line, without control characters.</summary>
    public static string Quote(string text)
    {
        var shown = string.Concat((text.Length > LongestQuote ? text[..LongestQuote] + "…" : text).Select(c => char.IsControl(c) ? '\u00B7' : c));
        return $"`{shown.Replace('`', '\'')}`";
    }
}

/// <param name="IsPlain">Written without quotes: <c>true</c> is a truth value, <c>"true"</c> is text.</param>
internal sealed record ScalarNode(Place Place, string Value, bool IsPlain) : ConfigurationNode(Place)
{
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

internal sealed record ListNode(Place Place, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Place)
{
    public override string Kind => "a list";
}

internal sealed record MapNode(Place Place, IReadOnlyList<MapEntry> Entries) : ConfigurationNode(Place)
{
    public override string Kind => "a section with keys";
}

internal sealed record MapEntry(string Key, Place KeyPlace, ConfigurationNode Value);
