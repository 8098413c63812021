using System.CommandLine;
using ChangeGate.Cli.Manual;
using ChangeGate.Failures;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Commands;

/// <summary>Writes what completes commands, options and their words in a shell.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Verb>, string>> Shells = new(StringComparer.Ordinal)
    {
        ["bash"] = BashCompletion.Render,
        ["zsh"] = ZshCompletion.Render,
        ["fish"] = FishCompletion.Render,
        ["powershell"] = PowerShellCompletion.Render,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = $"{string.Join(", ", Shells.Keys.SkipLast(1))} or {Shells.Keys.Last()}.", CompletionSources = { _ => Shells.Keys } };
        var command = new Command("completion", "Write a script that completes commands, options and their words in a shell: source <(changegate completion bash).") { shell };
        command.SetAction(arguments =>
        {
            var written = arguments.GetValue(shell)!; // The argument is required.
            var render = Shells.GetValueOrDefault(written) ?? throw new GateException($"There are no completions for '{written}'.", NearestName.Remedy(written, Shells.Keys));
            Console.Write(render(Verb.All(CommandLine.Build())));

            return (int)ExitCode.Allowed;
        });

        return command;
    }
}
