using System.Collections.Concurrent;
using ChangeGate.Changes;
using ChangeGate.Rules.History;

namespace ChangeGate.Rules;

/// <summary>The rules, and which of them look at a change.</summary>
public static partial class RuleCatalog
{
    // For each dialect one of the rules that are on, and one of all of them.
    private static readonly ConcurrentDictionary<Type, Rule[]>[] Speaking = [.. Enumerable.Range(0, 2 * Enum.GetValues<Dialect>().Length).Select(static _ => new ConcurrentDictionary<Type, Rule[]>())];

    /// <summary>Every rule, by id. A rule is added by adding its file: the build lists them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [.. Every().OrderBy(static rule => rule.Doc.Id, StringComparer.Ordinal)];

    private static Dictionary<string, Rule> ByKey => field ??= All
        .SelectMany(static rule => new[] { KeyValuePair.Create(rule.Doc.Id, rule), KeyValuePair.Create(rule.Doc.Name, rule) })
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By name or by id; null when there is none.</summary>
    public static Rule? Find(string nameOrId) => ByKey.GetValueOrDefault(nameOrId);

    internal static IReadOnlyList<HistoryRule> OfHistory { get; } = [.. All.OfType<HistoryRule>()];

    internal static IReadOnlyList<ReverseRule> OfReverses { get; } = [.. All.OfType<ReverseRule>()];

    /// <param name="change">The rules that look at its kind.</param>
    /// <param name="dialect">The engine that it is written for.</param>
    /// <param name="every">Also those that are off by default.</param>
    internal static Rule[] For(Change change, Dialect dialect, bool every) => Speaking[(2 * (int)dialect) + (every ? 1 : 0)].GetOrAdd(
        change.GetType(),
        static (kind, asked) => [.. All.Where(rule => (rule.Doc.DefaultOn || asked.Every) && rule.Kind.IsAssignableFrom(kind) && rule.Doc.Dialects.Contains(asked.Dialect))],
        new Asked(dialect, every));

    private sealed record Asked(Dialect Dialect, bool Every);
}
