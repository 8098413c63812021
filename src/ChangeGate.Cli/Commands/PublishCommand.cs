using System.CommandLine;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.Cli.Commands;

/// <summary>Judges a pull request as GitHub holds it, counts its reviews, and says on it what came out: check, comment, summary, exit code.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var repository = new Option<string?>("--repository") { Description = "Default: GITHUB_REPOSITORY.", HelpName = "OWNER/NAME" };
        var number = new Option<int?>("--pull-request") { Description = "Default: the one that set the workflow off.", HelpName = "N" };
        var configuration = new Option<string?>("--config") { Description = "The configuration, from the root of the repository. Default: changegate.yml.", HelpName = "FILE" };
        var target = new Option<string?>("--target") { Description = "A target of the configuration. Default: every target.", HelpName = "NAME" };
        var alerts = new Option<bool>("--code-scanning") { Description = "Also list the findings as code-scanning alerts (the token needs security-events: write)." };
        var command = new Command("publish", "Judge a pull request on GitHub with its reviews, and report on it. The token comes from GITHUB_TOKEN.") { repository, number, configuration, target, alerts };
        command.SetAction(async (arguments, cancellation) => (int)await RunAsync(
            arguments.GetValue(repository),
            arguments.GetValue(number),
            new ProposalRequest { Configuration = arguments.GetValue(configuration), Target = arguments.GetValue(target) },
            arguments.GetValue(alerts),
            cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(string? repository, int? number, ProposalRequest request, bool alerts, CancellationToken cancellation)
    {
        var workflow = WorkflowEvent.Read(Environment.GetEnvironmentVariable);
        var name = RepositoryName.Parse(repository ?? Environment.GetEnvironmentVariable("GITHUB_REPOSITORY") ?? throw new GateException("Nothing says which repository is meant.", "Give --repository OWNER/NAME."));
        var token = Environment.GetEnvironmentVariable("GITHUB_TOKEN") ?? throw new GateException("GITHUB_TOKEN is not set.", "Pass the workflow's token to this step: `env: { GITHUB_TOKEN: ${{ github.token }} }`.");
        var options = new GitHubOptions { Address = ApiAddress.Read(Environment.GetEnvironmentVariable("GITHUB_API_URL")) };

        if ((number ?? workflow.PullRequest) is not { } pullRequest)
        {
            throw new GateException(
                $"{(workflow.Name.Length == 0 ? "Nothing" : $"The event `{Reports.Escape.Terminal(workflow.Name)}`")} says which pull request is meant.",
                "Run on pull_request, pull_request_target, pull_request_review or merge_group, or give --pull-request N.");
        }

        using var client = new GitHubClient(Credentials.OfToken(token), options, TimeProvider.System);
        var result = await new PullRequestGate(client.Repository(name), request, TimeProvider.System) { ToCodeScanning = alerts }.RunAsync(pullRequest, number is null ? workflow.Group : null, cancellation);

        PullRequestScreen.Show(result, new WorkflowFiles(Environment.GetEnvironmentVariable));

        return result.ExitCode;
    }
}
