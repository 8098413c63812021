using System.CommandLine;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>Judges a pull request as GitHub holds it, counts its reviews, and says on it what came out: check, comment, summary, exit code.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var repository = new Option<string?>("--repository") { Description = "Default: GITHUB_REPOSITORY.", HelpName = "OWNER/NAME" };
        var number = new Option<int?>("--pull-request", "--pr") { Description = "Default: what set the workflow off.", HelpName = "N" };
        var all = new Option<bool>("--all") { Description = $"Every open pull request, up to {PublishedEvent.MostPullRequests}: approvals expire, and branches move." };
        var configuration = new Option<string?>("--config") { Description = "The configuration, from the root of the repository. Default: changegate.yml.", HelpName = "FILE" };
        var target = new Option<string?>("--target") { Description = "A target of the configuration. Default: every target.", HelpName = "NAME" };
        var alerts = new Option<bool>("--code-scanning") { Description = "Also list the findings as code-scanning alerts (the token needs security-events: write)." };
        var labels = new Option<bool>("--labels") { Description = "Also put a label on the pull request that says the verdict. It decides nothing." };
        var command = new Command("publish", "Judge a pull request on GitHub with its reviews, and report on it. The token comes from GITHUB_TOKEN.") { repository, number, all, configuration, target, alerts, labels };
        command.SetAction(async (arguments, cancellation) =>
        {
            var request = new ProposalRequest { Configuration = arguments.GetValue(configuration), Target = arguments.GetValue(target) };
            var workflow = Asked(WorkflowEvent.Read(Environment.GetEnvironmentVariable), arguments.GetValue(number), arguments.GetValue(all));
            using var client = HostAccess.Open();
            var hosted = client.Repository(HostAccess.Repository(arguments.GetValue(repository)));

            return (int)await new PublishedEvent(hosted, request, TimeProvider.System) { ToCodeScanning = arguments.GetValue(alerts), WithLabels = arguments.GetValue(labels) }.RunAsync(workflow, new WorkflowFiles(Environment.GetEnvironmentVariable), cancellation);
        });

        return command;
    }

    /// <summary>What a person asks for goes before what set the workflow off.</summary>
    private static WorkflowEvent Asked(WorkflowEvent workflow, int? number, bool all) => (number, all) switch
    {
        (not null, true) => throw new GateException("One pull request and all of them are both asked for.", "Give --pull-request N or --all."),
        (not null, false) => new WorkflowEvent(workflow.Name, number),
        (null, true) => new WorkflowEvent(workflow.Name, null) { IsForAll = true },
        _ => workflow,
    };
}
