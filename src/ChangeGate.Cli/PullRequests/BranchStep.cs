using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.Cli.PullRequests;

/// <summary>What a commit on a branch made of the one before it: what one pull request brought, or what came by none.</summary>
/// <param name="Parent">The commit that it stands on.</param>
/// <param name="PullRequest">null where it came by none, so that nobody's review counts.</param>
internal sealed partial record BranchStep(string Parent, string Head, PullRequest? PullRequest)
{
    /// <summary>What it consists of; empty where a pull request lists its own.</summary>
    public EquatableList<Commit> Commits { get; init; }

    public string Name => PullRequest is { } pullRequest ? $"#{pullRequest.Number}" : $"commit {Head[..Math.Min(10, Head.Length)]}";

    /// <summary>The commits from <paramref name="base"/> to <paramref name="head"/> along the first parents, the oldest first.</summary>
    /// <returns>null where that way does not lead from one to the other.</returns>
    public static IReadOnlyList<Commit>? Chain(IEnumerable<Commit> commits, string @base, string head)
    {
        var known = commits.ToDictionary(commit => commit.Sha, StringComparer.Ordinal);
        var chain = FirstParents(known, head).TakeWhile(commit => commit.Sha != @base).ToList();

        if ((chain.Count == 0 ? head : ParentOf(chain[^1])) != @base)
        {
            return null;
        }

        chain.Reverse();
        return chain;
    }

    /// <summary>From a commit back along the first parents, as far as the commits are known.</summary>
    public static IEnumerable<Commit> FirstParents(IReadOnlyDictionary<string, Commit> known, string tip)
    {
        var step = known.GetValueOrDefault(tip);

        // No more of them than there are, whatever their parents are said to be.
        for (var left = known.Count; step is not null && left > 0; left--)
        {
            yield return step;
            step = ParentOf(step) is { } parent ? known.GetValueOrDefault(parent) : null;
        }
    }

    private static string? ParentOf(Commit commit) => commit.Parents.Count > 0 ? commit.Parents[0] : null;

    /// <summary>The pull request that a commit says it brings, in GitHub's own words for merges and squashed commits. Anybody can write them.</summary>
    public static int? NumberSaidBy(Commit commit) => NumberInSubject().Match(commit.Subject) is { Success: true } match ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^Merge pull request #(?<number>[0-9]{1,9}) from |\(#(?<number>[0-9]{1,9})\)\s*\z")]
    private static partial Regex NumberInSubject();
}

/// <summary>What a branch is about to hold, or holds since a push, step by step.</summary>
/// <param name="Base">What it held before. Its policy and its owners judge every step: none judges what comes with it.</param>
internal sealed record BranchSteps(string Base, IReadOnlyList<BranchStep> Steps);
