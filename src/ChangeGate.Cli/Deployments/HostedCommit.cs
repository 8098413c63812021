using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub;

namespace ChangeGate.Cli.Deployments;

/// <summary>A commit that is deployed from GitHub: it is read by the digests of its files, and nothing is checked out.</summary>
internal sealed record HostedCommit(GitHubRepository Repository, string Sha, ICommitFiles Files)
{
    public static HostedCommit Of(GitHubRepository repository, string sha, CancellationToken cancellation) => new(repository, sha, new HostedFiles(repository.Contents, cancellation));
}
