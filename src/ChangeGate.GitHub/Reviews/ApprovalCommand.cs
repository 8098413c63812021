using System.Text.RegularExpressions;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary><c>/changegate approve DIGEST</c> in what a person wrote, on a line of its own. What is quoted, fenced or hidden was not said.</summary>
internal static partial class ApprovalCommand
{
    /// <summary>The digests that are named, at least twelve digits of each.</summary>
    public static IEnumerable<string> DigestsIn(string text)
    {
        foreach (var line in SpokenLines(text))
        {
            if (Command().Match(line) is { Success: true } match && match.Groups["digest"].Value.Replace(" ", "", StringComparison.Ordinal) is { Length: >= 12 and <= 64 } digest)
            {
                yield return digest.ToLowerInvariant();
            }
        }
    }

    public static bool Names(string text, params ReadOnlySpan<Digest> digests)
    {
        foreach (var named in DigestsIn(text))
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

    [GeneratedRegex(@"^/changegate[ \t]+approve[ \t]+(?:sha256:)?(?<digest>[0-9A-Fa-f]+(?: [0-9A-Fa-f]+)*)[ \t]*$")]
    private static partial Regex Command();

    [GeneratedRegex(@"^(?:[ \t]|[-+*]|[0-9]+[.)])*(?<fence>`{3,}|~{3,})")]
    private static partial Regex Fence();
}
