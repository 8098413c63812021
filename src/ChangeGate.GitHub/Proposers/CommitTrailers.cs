using System.Text.RegularExpressions;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.GitHub.Proposers;

/// <summary>What a commit's message says in its own name.</summary>
public static partial class CommitTrailers
{
    /// <summary>Also where they stand outside of the last paragraph: more are found, none is lost.</summary>
    public static IEnumerable<CommitSignature> CoAuthors(string message) =>
        CoAuthor().Matches(message).Select(static match => new CommitSignature(match.Groups["name"].Value.Trim(), match.Groups["email"].Value.Trim()));

    [GeneratedRegex(@"^[ \t]*(?:co-authored-by|on-behalf-of|signed-off-by)[ \t]*:[ \t]*(?<name>[^<\r\n]*?)[ \t]*(?:<(?<email>[^>\r\n]*)>?)?[ \t]*\r?$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex CoAuthor();
}
