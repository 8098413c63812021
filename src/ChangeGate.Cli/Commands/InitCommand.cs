using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Setup;
using ChangeGate.Failures;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>Begins: writes a configuration and a workflow for what is found in the repository.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var deploys = new Option<bool>("--deploy") { Description = "Also a workflow that runs what was approved when it is merged." };
        var print = new Option<bool>("--print") { Description = "Write nothing: show the files on standard output." };
        var dialect = new Option<string?>("--dialect") { Description = "postgresql or sqlite, for all that is found. Default: found out.", HelpName = "DIALECT", CompletionSources = { _ => ProposalOptions.Dialects } };
        var action = new Option<string>("--action") { Description = "The action as the workflows are to name it; a commit is safer than a tag.", HelpName = "OWNER/NAME@REF", DefaultValueFactory = _ => WorkflowTemplates.Action };
        var command = new Command("init", "Write a configuration and a workflow for what is found in this repository. Nothing is overwritten.") { deploys, print, dialect, action };
        command.SetAction(arguments =>
        {
            var request = new SetupRequest(arguments.GetValue(deploys), ReadAction(arguments.GetValue(action)!)) { Dialect = ProposalOptions.ReadDialect(arguments.GetValue(dialect)) };
            Run(new RepositorySetup(RepositoryFiles.Around(Environment.CurrentDirectory), request), arguments.GetValue(print));
            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static void Run(RepositorySetup setup, bool print)
    {
        var plan = setup.Plan();

        if (!print)
        {
            ResultWriter.Lines(ConsoleSetup.Render(setup.Write(plan), ResultWriter.Width));
            return;
        }

        // The files are the result; what there is to say about them is for people.
        foreach (var line in ConsoleSetup.Render(setup.Describe(plan), ResultWriter.Width))
        {
            Terminal.Remark(line.ToString());
        }

        foreach (var file in plan)
        {
            Console.WriteLine($"# ---- {file.Path}");
            Console.Write(file.Text);
        }
    }

    private static string ReadAction(string written) =>
        written.Split('@') is [{ Length: > 0 } name, { Length: > 0 } reference] && name.Contains('/') && (name + reference).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
            ? written
            : throw new GateException($"--action does not know '{written}'.", "Write OWNER/NAME@REF, with a tag or the full id of a commit for REF.");
}
