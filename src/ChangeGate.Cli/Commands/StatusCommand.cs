using System.CommandLine;
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
        var format = OutputOptions.CreateFormat();
        var command = new Command("status", "Show which migrations an environment has, and which it lacks.") { format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
            (int)await RunAsync(environment.Read(arguments), OutputOptions.IsJson(arguments.GetValue(format)), cancellation));

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
