using ChangeGate.Cli.Running;
using ChangeGate.GitHub;

namespace ChangeGate.Cli.Deployments;

/// <summary>An environment that is deployed to from GitHub, as long as the client of it lives.</summary>
/// <param name="Number">Of GitHub's own deployment, where one asks; a job with an <c>environment:</c> has one that GitHub looks after itself.</param>
internal sealed record HostedDeployment(GitHubClient Client, GovernedEnvironment Environment, long? Number) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
