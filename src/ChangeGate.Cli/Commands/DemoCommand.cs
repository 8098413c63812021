using System.CommandLine;
using ChangeGate.Cli.Demo;

namespace ChangeGate.Cli.Commands;

/// <summary>Tells the whole story on an embedded database.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "The whole story of one destructive migration, on an embedded database in a temporary folder.");
        command.SetAction(RunAsync);

        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var here = Environment.CurrentDirectory;
        var folder = Directory.CreateTempSubdirectory("changegate-demo-").FullName;

        try
        {
            // The commands of the story are told as a person would type them, so their relative paths start here.
            Environment.CurrentDirectory = folder;
            return (int)(await new DemoStory(new DemoShop(folder), cancellation).TellAsync() ? ExitCode.Allowed : ExitCode.Bug);
        }
        finally
        {
            Environment.CurrentDirectory = here;
        }
    }
}
