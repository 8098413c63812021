using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ChangeGate.Rules;

/// <summary>Regular expressions of a policy, asked of names from a proposal: in time that grows with their length.</summary>
internal static class Patterns
{
    private static readonly ConcurrentDictionary<string, Regex> Read = new(StringComparer.Ordinal);

    public static bool Match(string pattern, string name) => Of(pattern).IsMatch(name);

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It looks around or back, which takes any time.</exception>
    public static Regex Of(string pattern) => Read.GetOrAdd(pattern, static text => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase));
}
