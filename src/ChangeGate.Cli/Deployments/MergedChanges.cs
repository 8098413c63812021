using ChangeGate.Failures;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.Cli.Deployments;

/// <summary>
/// Finds, for migrations of a commit, the pull requests that brought them in. What GitHub says about it is a hint only: consent is to content, so of a
/// wrong pull request no review will fit.
/// </summary>
internal sealed class MergedChanges(HostedCommit commit)
{
    /// <summary>Each costs a dozen calls; a database that is further behind is built anew or adopted.</summary>
    private const int Most = 40;

    /// <param name="folder">From the root of the repository.</param>
    /// <param name="paths">Of migrations below it, from the root of the repository.</param>
    /// <param name="cancellation">Between calls.</param>
    /// <returns>The oldest first. Every path is in one of them.</returns>
    public async Task<IReadOnlyList<MergedChange>> OfAsync(string folder, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        var left = paths.ToHashSet(StringComparer.Ordinal);
        var found = new List<MergedChange>();
        var seen = new HashSet<int>();

        foreach (var one in await commit.Repository.Commits.NewestOfAsync(commit.Sha, folder, cancellation))
        {
            if (left.Count == 0 || found.Count == Most)
            {
                break;
            }

            var pullRequest = await MergedAsync(one.Sha, cancellation);

            if ((pullRequest is null || seen.Add(pullRequest.Number)) && await ChangeAsync(one, pullRequest, left, cancellation) is { } change)
            {
                found.Add(change);
                left.ExceptWith(change.Paths);
            }
        }

        return left.Count == 0 ? [.. found.AsEnumerable().Reverse().OrderBy(change => change.At)] : throw new GateException(
            $"Who proposed `{left.Order(StringComparer.Ordinal).First()}`{(left.Count > 1 ? $" and {left.Count - 1} more" : "")} cannot be found among the newest changes of `{folder}`.",
            "A database that is so far behind is brought to where it is known first: `changegate apply --adopt-through PATH`, or signed approvals without --commit.");
    }

    /// <summary>The pull request by which a commit came in last: of one that was merged into another's branch, that other.</summary>
    private async Task<PullRequest?> MergedAsync(string sha, CancellationToken cancellation) =>
        (await commit.Repository.PullRequests.OfCommitAsync(sha, cancellation)).Where(pullRequest => pullRequest.MergeCommit is not null).MaxBy(pullRequest => pullRequest.MergedAt);

    /// <returns>null where it touched nothing that is still looked for.</returns>
    private async Task<MergedChange?> ChangeAsync(Commit one, PullRequest? listed, HashSet<string> left, CancellationToken cancellation)
    {
        if (listed is null)
        {
            var changed = await commit.Repository.Commits.PathsOfAsync(one.Sha, cancellation);

            return changed.Any(left.Contains) ? new MergedChange(ParentOf(one), one.CommittedAt ?? default, changed) { Commit = one } : null;
        }

        // In lists GitHub does not count files and commits.
        var pullRequest = await commit.Repository.PullRequests.GetAsync(listed.Number, cancellation);
        EquatableList<string> paths = [.. (await commit.Repository.PullRequests.FilesAsync(pullRequest, cancellation)).Where(file => file.Change != FileChange.Removed).Select(file => file.Path)];

        if (!paths.Any(left.Contains))
        {
            return null;
        }

        var before = await BeforeAsync(pullRequest, cancellation);

        return new MergedChange(before, listed.MergedAt ?? default, paths) { PullRequest = pullRequest with { BaseCommit = before }, Commit = one };
    }

    /// <summary>The branch before the merge. A merge has it as its first parent, and so has what was squashed; before a rebase it lies behind all commits of the pull request.</summary>
    private async Task<string> BeforeAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        var merge = await commit.Repository.Commits.GetAsync(pullRequest.MergeCommit!, cancellation);
        var before = ParentOf(merge);

        for (var step = 1; merge.Parents.Count == 1 && step < pullRequest.Commits; step++)
        {
            if ((await commit.Repository.PullRequests.OfCommitAsync(before, cancellation)).All(other => other.Number != pullRequest.Number))
            {
                break;
            }

            before = ParentOf(await commit.Repository.Commits.GetAsync(before, cancellation));
        }

        return before;
    }

    private static string ParentOf(Commit commit) => commit.Parents.Count > 0 ? commit.Parents[0] : throw new GateException(
        $"Commit {commit.Sha} is the first of the repository: there is no base whose policy could judge it.",
        "Record what the first commit brought as applied (`changegate apply --adopt-through PATH`), or apply it with a signed approval.");
}
