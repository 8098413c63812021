using System.Collections.Concurrent;
using ChangeGate.Changes;
using ChangeGate.Rules.History;

namespace ChangeGate.Rules;

public static partial class RuleCatalog
{
    private static readonly ConcurrentDictionary<Type, Rule[]>[] ByDialect = Array.ConvertAll(Enum.GetValues<Dialect>(), static _ => new ConcurrentDictionary<Type, Rule[]>());

    /// <summary>Every rule, by id. A rule is added by adding its file: the build lists them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [.. Every().OrderBy(static rule => rule.Doc.Id, StringComparer.Ordinal)];

    private static Dictionary<string, Rule> ByKey => field ??= All
        .SelectMany(static rule => new[] { KeyValuePair.Create(rule.Doc.Id, rule), KeyValuePair.Create(rule.Doc.Name, rule) })
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By name or by id; null when there is none.</summary>
    public static Rule? Find(string nameOrId) => ByKey.GetValueOrDefault(nameOrId);

    internal static IReadOnlyList<HistoryRule> OfHistory { get; } = [.. All.OfType<HistoryRule>()];

    internal static IReadOnlyList<ReverseRule> OfReverses { get; } = [.. All.OfType<ReverseRule>()];

    internal static Rule[] For(Change change, Dialect dialect) =>
        ByDialect[(int)dialect].GetOrAdd(change.GetType(), static (kind, dialect) => [.. All.Where(rule => rule.Kind.IsAssignableFrom(kind) && rule.Doc.Dialects.Contains(dialect))], dialect);
}
