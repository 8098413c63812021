using System.Text.RegularExpressions;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary><c>/changegate approve DIGEST</c> and <c>/changegate judge</c> in what a person wrote, on a line of its own. What is quoted, fenced or hidden was not said.</summary>
internal static partial class ApprovalCommand
{
    public const int FewestDigits = 12;

    /// <summary>
    /// So many digits nobody finds two sets for. Of fewer, an author can make two whose digests begin alike, and exchange one for the other after it was approved.
    /// </summary>
    public const int BindingDigits = 32;

    /// <summary>The digests that are named, at least twelve digits of each.</summary>
    public static IEnumerable<string> DigestsIn(string text) => NamedIn(text).Where(static named => named.Length is >= FewestDigits and <= 64);

    /// <summary>Whatever stands where a digest belongs, one for each command; empty where that is no digest.</summary>
    public static IEnumerable<string> NamedIn(string text)
    {
        foreach (var line in SpokenLines(text))
        {
            if (Command().Match(line) is { Success: true } match)
            {
                yield return match.Groups["digest"].Value.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            }
        }
    }

    /// <summary>Somebody asks that the pull request is judged again.</summary>
    public static bool AsksToJudge(string text) => SpokenLines(text).Any(static line => Judge().IsMatch(line));

    public static bool Names(string text, params ReadOnlySpan<Digest> digests) => Names(text, FewestDigits, digests);

    /// <param name="text">What was written.</param>
    /// <param name="digits">How many have to be there.</param>
    /// <param name="digests">Any of which it is to name.</param>
    public static bool Names(string text, int digits, params ReadOnlySpan<Digest> digests)
    {
        foreach (var named in DigestsIn(text).Where(named => named.Length >= digits))
        {
            foreach (var digest in digests)
            {
                if (digest.Hex.StartsWith(named, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<string> SpokenLines(string text)
    {
        string? fence = null;
        var (isQuoted, isHidden) = (false, false);

        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence is not null)
            {
                fence = Closes(line, fence) ? null : fence;
            }
            else if (isHidden)
            {
                isHidden = !line.Contains("-->", StringComparison.Ordinal);
            }
            else if (line.LastIndexOf("<!--", StringComparison.Ordinal) is var comment and >= 0)
            {
                isHidden = line.IndexOf("-->", comment, StringComparison.Ordinal) < 0;
            }
            else if (Fence().Match(line) is { Success: true } opening)
            {
                fence = opening.Groups["fence"].Value;
            }
            else
            {
                // A quotation goes on, for a reader, until an empty line ends it.
                isQuoted = line.Trim().Length > 0 && (isQuoted || line.TrimStart().StartsWith('>'));

                if (!isQuoted)
                {
                    yield return line;
                }
            }
        }
    }

    private static bool Closes(string line, string fence) =>
        line.TrimStart(' ') is var closing && line.Length - closing.Length < 4 && closing.StartsWith(fence, StringComparison.Ordinal) && closing.TrimEnd().Trim(fence[0]).Length == 0;

    [GeneratedRegex(@"^/changegate[ \t]+approve\b(?:[ \t]+(?:sha256:)?(?:(?<digest>[0-9A-Fa-f]+(?: [0-9A-Fa-f]+)*)[ \t]*$|.*$)|[ \t]*$)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^/changegate[ \t]+(?:judge|recheck)[ \t]*$")]
    private static partial Regex Judge();

    [GeneratedRegex(@"^(?:[ \t]|[-+*]|[0-9]+[.)])*(?<fence>`{3,}|~{3,})")]
    private static partial Regex Fence();
}
