using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>The live schema against the one that the last run left.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("drift");
        var command = new Command("drift", "Compare the live schema with the one that the last run left.") { format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
            (int)await RunAsync(environment.Read(arguments), OutputOptions.IsJson(arguments.GetValue(format)), cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(GovernedEnvironment environment, bool json, CancellationToken cancellation)
    {
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        var drift = await new DatabaseStatus(engine).DriftAsync(environment.Target.Name, environment.Environment.Name, environment.ReadMigrations(), cancellation);

        ResultWriter.Result(json, layout => JsonReport.WriteDrift(drift, layout), width => ConsoleDrift.Render(drift, width));

        return drift.IsBroken ? ExitCode.Denied : drift.Guard.Unreported.Count > 0 ? ExitCode.Pending : ExitCode.Allowed;
    }
}
