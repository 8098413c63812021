using System.CommandLine;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Running;

namespace ChangeGate.Cli.Deployments;

/// <summary>The options by which a run takes what it runs, and who consented to it, from GitHub.</summary>
internal sealed class DeploymentOptions
{
    private readonly Option<string?> _commit = new("--commit") { Description = "Read configuration and migrations from this commit on GitHub instead of the disk. apply then takes the reviews of its pull requests as approvals, and reports there. The token comes from GITHUB_TOKEN.", HelpName = "SHA" };

    private readonly Option<string?> _repository = new("--repository") { Description = "On GitHub. Default: GITHUB_REPOSITORY.", HelpName = "OWNER/NAME" };

    private readonly Option<string?> _branch = new("--branch") { Description = "That has to hold the commit. Default: the repository's default branch.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_commit);
        command.Options.Add(_branch);
        command.Options.Add(_repository);
    }

    public bool IsGiven(ParseResult arguments) => arguments.GetValue(_commit) is not null;

    /// <returns>null where everything lies on disk.</returns>
    public async Task<HostedDeployment?> OpenAsync(ParseResult arguments, EnvironmentOptions environment, CancellationToken cancellation) =>
        IsGiven(arguments) ? (await OpenRollbackAsync(arguments, environment, cancellation)) with { Number = WorkflowEvent.Read(Environment.GetEnvironmentVariable).Deployment } : null;

    /// <summary>What is taken back lies in the database; only where that is has to be read, on disk or on GitHub.</summary>
    public async Task<HostedDeployment> OpenRollbackAsync(ParseResult arguments, EnvironmentOptions environment, CancellationToken cancellation)
    {
        var client = HostAccess.Open();

        try
        {
            var repository = client.Repository(HostAccess.Repository(arguments.GetValue(_repository)));
            var governed = arguments.GetValue(_commit) is { } sha ? environment.Read(arguments, await HostedCommit.OnAsync(repository, sha, arguments.GetValue(_branch), cancellation)) : environment.Read(arguments);

            return new HostedDeployment(client, repository, governed);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
