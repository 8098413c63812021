using System.CommandLine;
using ChangeGate.Cli.Deployments;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>The governed reverse run: what an earlier run recorded as its way back, and nothing else.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var identity = new IdentityOptions();
        var evidence = new EvidenceOptions();
        var deployment = new DeploymentOptions();
        var run = new Option<string?>("--run") { Description = "The run to take back; it must be the latest that stands. Default: that one.", HelpName = "ID" };
        var number = new Option<int?>("--pull-request", "--pr") { Description = "Take back the latest run, which must be of this pull request, with an approval of its own that is given there.", HelpName = "N" };
        var format = OutputOptions.CreateFormat("run");
        var command = new Command("rollback", "Take back the latest run of an environment, with its rows.") { run, number, format };
        environment.AddTo(command);
        deployment.AddTo(command);
        evidence.AddTo(command);
        identity.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            if (arguments.GetValue(number) is null && deployment.IsGiven(arguments))
            {
                throw new GateException("--commit without --pull-request says where to read, and not whose consent counts.", "Give --pull-request N, or take the run back from files on disk without --commit.");
            }

            using var hosted = arguments.GetValue(number) is null ? null : await deployment.OpenRollbackAsync(arguments, environment, cancellation);
            var request = new RollbackRequest(hosted?.Environment ?? environment.Read(arguments), evidence.Read(arguments), OutputOptions.IsJson(arguments.GetValue(format))) { RunId = arguments.GetValue(run), Identity = identity.Read(arguments) };

            return (int)(hosted is null
                ? await new GovernedRollback(request).RunAsync(cancellation)
                : await new ReviewedRollback(request, hosted, arguments.GetValue(number)!.Value).RunAsync(cancellation));
        });

        return command;
    }
}
