using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.Cli.PullRequests;

/// <summary>
/// Takes a merge group apart: which of its commits is which pull request's. A merge names the head that it merges; a squashed commit only says a number, and the
/// judge holds its content against that pull request. What cannot be told apart is held back.
/// </summary>
internal sealed class QueueReader(GitHubRepository repository)
{
    private const int MostPullRequests = 20;

    public async Task<BranchSteps> ReadAsync(MergeGroup group, CancellationToken cancellation)
    {
        var between = await repository.Contents.CommitsAsync(group.Base, group.Head, cancellation);

        if (between.MergeBase != group.Base || BranchStep.Chain(between.Commits, group.Base, group.Head) is not { Count: > 0 } chain)
        {
            throw HeldBack("its commits do not stand one upon the other on their base");
        }

        var rebased = await RebasedAsync(group, chain, cancellation);
        var merged = chain.SkipLast(rebased?.Count ?? 0).ToList();

        if (merged.Count > MostPullRequests)
        {
            throw HeldBack($"it holds {merged.Count} pull requests or commits, and {MostPullRequests} are judged together");
        }

        var steps = new List<BranchStep>();

        foreach (var commit in merged)
        {
            steps.Add(new BranchStep(commit.Parents[0], commit.Sha, await PullRequestOfAsync(commit, group, cancellation)));
        }

        if (rebased is not null)
        {
            steps.Add(new BranchStep(chain[^rebased.Count].Parents[0], group.Head, rebased.PullRequest));
        }

        return steps.Select(step => step.PullRequest!.Number).Distinct().Count() == steps.Count
            ? new BranchSteps(group.Base, steps)
            : throw HeldBack("two of its commits claim to be the same pull request");
    }

    private async Task<PullRequest> PullRequestOfAsync(Commit commit, MergeGroup group, CancellationToken cancellation) => commit.Parents.Count switch
    {
        1 => await SquashedAsync(commit, group, cancellation),
        2 => await MergedAsync(commit, group, cancellation),
        _ => throw HeldBack($"commit `{commit.Sha}` merges more than one head"),
    };

    private async Task<PullRequest> MergedAsync(Commit commit, MergeGroup group, CancellationToken cancellation)
    {
        var head = commit.Parents[1];
        var proposed = (await repository.PullRequests.OfCommitAsync(head, cancellation)).Where(candidate => candidate.IsOpen && candidate.HeadCommit == head).ToList();

        return proposed switch
        {
            [var only] => await OpenAsync(only.Number, commit, group, cancellation),
            [] when BranchStep.NumberSaidBy(commit) is { } number && await OpenAsync(number, commit, group, cancellation) is var said && said.HeadCommit == head => said,
            [] => throw HeldBack($"commit `{commit.Sha}` merges `{head}`, which is no open pull request's head"),
            _ => throw HeldBack($"the head that `{commit.Sha}` merges is shared by {string.Join(", ", proposed.Select(shared => $"#{shared.Number}"))}"),
        };
    }

    private async Task<PullRequest> SquashedAsync(Commit commit, MergeGroup group, CancellationToken cancellation) => BranchStep.NumberSaidBy(commit) is { } number
        ? await OpenAsync(number, commit, group, cancellation)
        : throw HeldBack($"nothing says which pull request brings commit `{commit.Sha}`");

    private async Task<PullRequest> OpenAsync(int number, Commit commit, MergeGroup group, CancellationToken cancellation)
    {
        var pullRequest = await repository.PullRequests.FindAsync(number, cancellation);

        return pullRequest is { IsOpen: true } && pullRequest.BaseBranch == group.Branch
            ? pullRequest
            : throw HeldBack($"commit `{commit.Sha}` says that it is #{number}, which is not open on `{group.Branch}`");
    }

    /// <summary>
    /// Where the queue rebases, it brings a pull request's commits one by one. Only the last pull request of a group is named, so only its commits can be known again.
    /// </summary>
    private async Task<Rebased?> RebasedAsync(MergeGroup group, IReadOnlyList<Commit> chain, CancellationToken cancellation)
    {
        var pullRequest = await repository.PullRequests.GetAsync(group.PullRequest, cancellation);

        if (pullRequest.Commits is not { } count || count == 0 || count > chain.Count || chain.TakeLast(count).Any(commit => commit.Parents.Count != 1))
        {
            return null;
        }

        await OpenAsync(group.PullRequest, chain[^1], group, cancellation);
        var own = await repository.PullRequests.CommitsAsync(pullRequest, cancellation);

        return own.Select(commit => (commit.Message, commit.Author)).SequenceEqual(chain.TakeLast(count).Select(commit => (commit.Message, commit.Author))) ? new Rebased(pullRequest, count) : null;
    }

    private static GateException HeldBack(string why) => new(
        $"The merge group is held back: {why}.",
        "Queue its pull requests again, one in each group where the queue rebases; or merge or squash there, so that each commit tells whose it is.");

    private sealed record Rebased(PullRequest PullRequest, int Count);
}
