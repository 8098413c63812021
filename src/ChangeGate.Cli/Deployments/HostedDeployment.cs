using ChangeGate.Cli.Running;
using ChangeGate.GitHub;

namespace ChangeGate.Cli.Deployments;

/// <summary>An environment whose runs are governed on GitHub, as long as the client of it lives.</summary>
internal sealed record HostedDeployment(GitHubClient Client, GitHubRepository Repository, GovernedEnvironment Environment) : IDisposable
{
    /// <summary>Of GitHub's own deployment, where one asks; a job with an <c>environment:</c> has one that GitHub looks after itself.</summary>
    public long? Number { get; init; }

    public void Dispose() => Client.Dispose();
}
