using System.CommandLine;
using ChangeGate.Cli.Manual;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>Writes the manual from the commands themselves.</summary>
internal static class ManCommand
{
    public static Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description = "roff, for man, or markdown.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "roff",
            CompletionSources = { "roff", "markdown" },
        };
        var command = new Command("man", "Write the manual page of all commands, for man -l or a package.") { format };
        command.SetAction(arguments =>
        {
            var written = arguments.GetValue(format);
            Console.Write(written switch
            {
                "roff" => ManPage.Render(CommandLine.Build()),
                "markdown" => CommandPage.Render(CommandLine.Build()),
                _ => throw new GateException($"--format does not know '{written}'.", "Give roff or markdown."),
            });

            return (int)ExitCode.Allowed;
        });

        return command;
    }
}
