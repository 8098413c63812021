using System.CommandLine;
using ChangeGate.Cli.Deployments;
using ChangeGate.Cli.Fleets;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>The governed run: everything is computed again from the very bytes that will run, and only an allowed set runs.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var identity = new IdentityOptions();
        var output = new OutputOptions("run", "decision", "fleet");
        var approvals = new Option<string?>("--approvals") { Description = "Folder of signed approvals. Default: .changegate/approvals.", HelpName = "DIR" };
        var evidence = new EvidenceOptions();
        var deployment = new DeploymentOptions();
        var rehearsal = new RehearsalOptions();
        var adopt = new Option<string?>("--adopt-through") { Description = "Run nothing: record the migrations up to this one as applied, when the live schema is what they make.", HelpName = "PATH" };
        var fleet = FleetOptions.Create();
        var command = new Command("apply", "Run the pending migrations of an environment, exactly as they were approved.") { approvals, adopt, fleet };
        environment.AddTo(command);
        deployment.AddTo(command);
        rehearsal.AddTo(command);
        evidence.AddTo(command);
        output.AddTo(command);
        identity.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            using var hosted = await deployment.OpenAsync(arguments, environment, cancellation);
            var request = new ApplyRequest(hosted?.Environment ?? environment.Read(arguments), arguments.GetValue(approvals), evidence.Read(arguments), output.Read(arguments))
            {
                Rehearsal = rehearsal.Read(arguments),
                Identity = identity.Read(arguments),
            };

            if (arguments.GetValue(fleet) is { } members)
            {
                Refuse(arguments.GetValue(adopt) is not null, "--adopt-through");
                Refuse(hosted is not null, "--commit");
                Refuse(request.Output.Reports.Any(static report => report.Format != ReportFormat.Json || report.IsOnOutput), "--report in a format other than json, or on standard output,");

                return (int)await new FleetApply(request, FleetSource.Read(members, request.Environment)).RunAsync(cancellation);
            }

            return (int)(arguments.GetValue(adopt) is { } path ? await AdoptRun.RunAsync(request.Environment, request.Identity, path, cancellation)
                : hosted is null ? await new GovernedApply(request).RunAsync(cancellation)
                : await new GovernedDeployment(request, hosted).RunAsync(cancellation));
        });

        return command;
    }

    private static void Refuse(bool isGiven, string option)
    {
        if (isGiven)
        {
            throw new GateException($"{option} does not go with --targets-from.", "Leave one of them out.");
        }
    }
}
