using System.CommandLine;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Running;

namespace ChangeGate.Cli.Deployments;

/// <summary>The options by which a run takes what it runs, and who consented to it, from GitHub.</summary>
internal sealed class DeploymentOptions
{
    private readonly Option<string?> _commit = new("--commit") { Description = "Read configuration and migrations from this commit on GitHub, take the reviews of its pull requests as approvals, and report there. The token comes from GITHUB_TOKEN.", HelpName = "SHA" };

    private readonly Option<string?> _repository = new("--repository") { Description = "With --commit. Default: GITHUB_REPOSITORY.", HelpName = "OWNER/NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_commit);
        command.Options.Add(_repository);
    }

    /// <returns>null where everything lies on disk.</returns>
    public HostedDeployment? Open(ParseResult arguments, EnvironmentOptions environment, CancellationToken cancellation)
    {
        if (arguments.GetValue(_commit) is not { } sha)
        {
            return null;
        }

        var client = HostAccess.Open();
        var repository = client.Repository(HostAccess.Repository(arguments.GetValue(_repository)));

        return new HostedDeployment(client, environment.Read(arguments, HostedCommit.Of(repository, sha, cancellation)), WorkflowEvent.Read(Environment.GetEnvironmentVariable).Deployment);
    }
}
