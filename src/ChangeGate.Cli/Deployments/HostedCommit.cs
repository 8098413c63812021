using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Deployments;

/// <summary>A commit that is deployed from GitHub: it is read by the digests of its files, and nothing is checked out.</summary>
/// <param name="Branch">That holds it: what was merged into another one was not let in here.</param>
internal sealed record HostedCommit(GitHubRepository Repository, string Sha, string Branch, ICommitFiles Files)
{
    /// <summary>GitHub hands out under a repository's name whatever anybody pushed to one of its forks; only what a branch holds was let in.</summary>
    /// <param name="repository">Where it is looked for.</param>
    /// <param name="sha">All of its name: a branch's could mean something else at the next call.</param>
    /// <param name="branch">null for the repository's default branch.</param>
    /// <param name="cancellation">Between calls.</param>
    public static async Task<HostedCommit> OnAsync(GitHubRepository repository, string sha, string? branch, CancellationToken cancellation)
    {
        if (sha.Length is not (40 or 64) || !sha.All(char.IsAsciiHexDigitLower))
        {
            throw new GateException($"`{Escape.Terminal(sha)}` is not the whole name of a commit.", "Give all of its digits, as `${{ github.sha }}` does: a branch may name another commit a moment later.");
        }

        var holding = branch ?? (await repository.Settings.RepositoryAsync(cancellation)).DefaultBranch;

        return (await repository.Contents.CompareAsync(holding, sha, cancellation)).MergeBase == sha
            ? new HostedCommit(repository, sha, holding, new HostedFiles(repository.Contents, cancellation))
            : throw new GateException(
                $"Commit {sha} is not on the branch `{Escape.Terminal(holding)}`.",
                "Merge it first: what is only proposed, or lies in a fork, is never run. Where another branch is deployed, name it with --branch NAME.");
    }
}
