using ChangeGate.Cli.Output;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Contents;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Takes a push apart: which of its commits pull requests brought, and which came by none. Where that cannot be told, no review counts.</summary>
internal sealed class PushReader(GitHubRepository repository)
{
    private const int MostSteps = 20;

    public async Task<BranchSteps> ReadAsync(PushedCommits push, CancellationToken cancellation)
    {
        var before = push.IsNew ? await ForkAsync(push, cancellation) : push.Before;
        var between = await BetweenAsync(before, push, cancellation);

        if (between.MergeBase != before)
        {
            Terminal.Remark($"The branch {push.Branch} was rewritten: all that differs from what it held before is judged as one change, and no review counts for it.");
            return new BranchSteps(before, [new BranchStep(before, push.After, PullRequest: null) { Commits = between.Commits }]);
        }

        if (before == push.After)
        {
            return new BranchSteps(before, []);
        }

        if (BranchStep.Chain(between.Commits, before, push.After) is not { Count: > 0 and <= MostSteps } chain)
        {
            Terminal.Remark($"The commits do not stand one upon the other on what {push.Branch} held before, or there are more than {MostSteps}: they are judged as one change, and no review counts for it.");
            return new BranchSteps(before, [new BranchStep(before, push.After, PullRequest: null) { Commits = between.Commits }]);
        }

        return new BranchSteps(before, await StepsAsync(chain, push, cancellation));
    }

    /// <summary>Neighbours of one origin are one step: commits that were rebased, and commits that came by no pull request.</summary>
    private async Task<IReadOnlyList<BranchStep>> StepsAsync(IReadOnlyList<Commit> chain, PushedCommits push, CancellationToken cancellation)
    {
        var steps = new List<BranchStep>();

        foreach (var commit in chain)
        {
            var number = await PullRequestOfAsync(commit, push, cancellation);

            if (steps.Count > 0 && steps[^1].PullRequest?.Number == number)
            {
                steps[^1] = steps[^1] with { Head = commit.Sha, Commits = [.. steps[^1].Commits, commit] };
            }
            else
            {
                steps.Add(new BranchStep(commit.Parents[0], commit.Sha, number is { } known ? await repository.PullRequests.GetAsync(known, cancellation) : null) { Commits = [commit] });
            }
        }

        return steps;
    }

    private async Task<int?> PullRequestOfAsync(Commit commit, PushedCommits push, CancellationToken cancellation)
    {
        var merged = (await repository.PullRequests.OfCommitAsync(commit.Sha, cancellation)).Where(candidate => candidate.MergeCommit is not null && candidate.BaseBranch == push.Branch).ToList();

        return (merged.Find(candidate => candidate.MergeCommit == commit.Sha) ?? (merged is [var only] ? only : await SaidAsync(commit, push, cancellation)))?.Number;
    }

    /// <summary>GitHub may take a moment to know whose a commit is; the pull request itself knows at once.</summary>
    private async Task<PullRequest?> SaidAsync(Commit commit, PushedCommits push, CancellationToken cancellation) =>
        BranchStep.NumberSaidBy(commit) is { } number && await repository.PullRequests.FindAsync(number, cancellation) is { } said && said.MergeCommit == commit.Sha && said.BaseBranch == push.Branch ? said : null;

    private async Task<CommitsBetween> BetweenAsync(string before, PushedCommits push, CancellationToken cancellation)
    {
        try
        {
            return await repository.Contents.CommitsAsync(before, push.After, cancellation);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.NotFound })
        {
            throw new GateException(
                $"What {push.Branch} held before (`{before}`) and what it holds now (`{push.After}`) have nothing in common, or one of them is gone.",
                "Judge the branch by hand: changegate check --base COMMIT --head COMMIT.",
                failure);
        }
    }

    private async Task<string> ForkAsync(PushedCommits push, CancellationToken cancellation) => push.DefaultBranch is { } main && main != push.Branch
        ? (await repository.Contents.CompareAsync(main, push.After, cancellation)).MergeBase
        : throw new GateException($"The branch {push.Branch} is the first of its repository: there is nothing that it could be compared with.", "Judge its migrations as a whole: changegate replay --folder DIR.");
}
