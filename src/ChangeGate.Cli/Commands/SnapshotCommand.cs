using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Schemas;

namespace ChangeGate.Cli.Commands;

/// <summary>Reads schema and sizes of a database into a file that later judgements use. It never reads a row.</summary>
internal static class SnapshotCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var file = new Option<string>("--output") { Description = "Where the snapshot goes.", HelpName = "FILE", Required = true };
        var command = new Command("snapshot", "Read a database's schema and sizes, never its rows, into a file that check uses.") { file };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) => (int)await RunAsync(environment.Read(arguments), arguments.GetValue(file)!, cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(GovernedEnvironment environment, string file, CancellationToken cancellation)
    {
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        var snapshot = await engine.ReadSnapshotAsync(cancellation);
        var statistics = await engine.ReadStatisticsAsync(cancellation);
        OutputRequest.Save(file, SnapshotJson.Write(snapshot, statistics));
        Console.WriteLine($"{file}: {snapshot.Count} objects, sizes of {statistics.Tables.Count} tables, from {engine.Server}");

        return ExitCode.Allowed;
    }
}
