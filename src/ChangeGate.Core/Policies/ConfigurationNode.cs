using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Where something stands in a configuration or workflow, for an error to name.</summary>
public readonly record struct Place(string Path, LinePosition At)
{
    public GateException Error(string problem, string remedy) =>
        new($"`{Path}` line {At.Line}, column {At.Column}: {problem}", remedy);
}

/// <summary>A value as it was written.</summary>
public abstract record ConfigurationNode
{
    private const int LongestQuote = 40;

    private protected ConfigurationNode(Place place) => Place = place;

    public Place Place { get; }

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
public sealed record ScalarNode(Place Place, string Value, bool IsPlain) : ConfigurationNode(Place)
{
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

public sealed record ListNode(Place Place, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Place)
{
    public override string Kind => "a list";
}

public sealed record MapNode(Place Place, IReadOnlyList<MapEntry> Entries) : ConfigurationNode(Place)
{
    public override string Kind => "a section with keys";
}

public sealed record MapEntry(string Key, Place KeyPlace, ConfigurationNode Value);
