using System.CommandLine;
using ChangeGate.Cli.Fleets;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>The journal against the files.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("status", "fleet-status");
        var fleet = FleetOptions.Create();
        var command = new Command("status", "Show which migrations an environment has, and which it lacks.") { format, fleet };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var place = environment.Read(arguments);
            var json = OutputOptions.IsJson(arguments.GetValue(format));

            return (int)(arguments.GetValue(fleet) is { } members
                ? await new FleetOverview(place, FleetSource.Read(members, place)).ShowAsync(json, cancellation)
                : await RunAsync(place, json, cancellation));
        });

        return command;
    }

    private static async Task<ExitCode> RunAsync(GovernedEnvironment environment, bool json, CancellationToken cancellation)
    {
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        var status = await new DatabaseStatus(engine).StatusAsync(environment.Target.Name, environment.Environment.Name, environment.ReadMigrations(), cancellation);

        ResultWriter.Result(json, layout => JsonReport.WriteStatus(status, layout), width => ConsoleStatus.Render(status, width));

        return status.IsUpToDate ? ExitCode.Allowed : status.IsBroken ? ExitCode.Denied : ExitCode.Pending;
    }
}
