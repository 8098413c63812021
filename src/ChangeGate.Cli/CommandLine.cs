using System.CommandLine;
using ChangeGate.Cli.Commands;
using ChangeGate.Cli.Output;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Cli;

/// <summary>The one edge of the process: arguments in, exit code out. Only here are failures caught.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            var arguments = Build(args.FirstOrDefault()).Parse(args.Length == 0 ? ["--help"] : args);

            if (arguments.Errors.Count > 0)
            {
                throw Wrong(arguments);
            }

            return await arguments.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) },
                cancellation);
        }
        catch (GateException failure)
        {
            return (int)Complain(failure);
        }
        catch (OperationCanceledException)
        {
            Terminal.Complain("Cancelled.", "Nothing was left half done: run the same command again.");
            return (int)ExitCode.CannotDecide;
        }
        catch (Exception bug)
        {
            Terminal.Complain(
                $"This is a bug in ChangeGate: {bug.GetType().Name}: {bug.Message}",
                $"The gate stays shut. Report it with these lines:{Environment.NewLine}{bug.StackTrace}");
            return (int)ExitCode.Bug;
        }
    }

    /// <summary>All commands by name, in the order in which a change meets them.</summary>
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("init", InitCommand.Create),
        ("check", CheckCommand.Create),
        ("replay", ReplayCommand.Create),
        ("rehearse", RehearseCommand.Create),
        ("parse", ParseCommand.Create),
        ("explain", ExplainCommand.Create),
        ("rules", RulesCommand.Create),
        ("key", KeyCommand.Create),
        ("approve", ApproveCommand.Create),
        ("apply", ApplyCommand.Create),
        ("adopt", AdoptCommand.Create),
        ("rollback", RollbackCommand.Create),
        ("resume", ResumeCommand.Create),
        ("settle", SettleCommand.Create),
        ("status", StatusCommand.Create),
        ("archive", ArchiveCommand.Create),
        ("drift", DriftCommand.Create),
        ("guard", GuardCommand.Create),
        ("roles", RolesCommand.Create),
        ("snapshot", SnapshotCommand.Create),
        ("verify", VerifyCommand.Create),
        ("evidence", EvidenceCommand.Create),
        ("publish", PublishCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("demo", DemoCommand.Create),
        ("completion", CompletionCommand.Create),
        ("man", ManCommand.Create),
    ];

    /// <param name="name">Only this command; with no command of that name, all.</param>
    public static RootCommand Build(string? name = null)
    {
        var root = new RootCommand("The schema-change gate: judges proposed migrations, and runs exactly what was approved.");
        var all = Array.Exists(Commands, command => command.Name == name) ? Commands.Where(command => command.Name == name) : Commands;

        foreach (var command in all)
        {
            root.Subcommands.Add(command.Create());
        }

        return root;
    }

    // On its own, because what it names would otherwise be loaded at every start.
    private static ExitCode Complain(GateException failure)
    {
        if (failure is RunRefusedException refused)
        {
            return Refuse(refused.Refusal);
        }

        Terminal.Complain(failure.Problem, failure.Remedy);

        return ExitCode.CannotDecide;
    }

    /// <summary>Nothing ran. What differs, where it is the schema, is named object by object.</summary>
    private static ExitCode Refuse(Refusal refusal)
    {
        var differences = refusal.Difference?.Differences.Select(difference => $"  {difference.Kind.ToKeyword()} {difference.Object}") ?? [];
        Terminal.Complain(string.Join('\n', [refusal.Problem, .. differences]), refusal.Remedy);

        return refusal.ToExitCode();
    }

    private static GateException Wrong(ParseResult arguments)
    {
        var command = arguments.CommandResult.Command;

        if (arguments.UnmatchedTokens is [var unknown, ..])
        {
            var isOption = unknown.StartsWith('-');
            var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(one => one.Name);
            var near = NearestName.To(unknown, known);

            return new GateException($"There is no {(isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument")} '{unknown}'.", $"{(near is null ? "" : $"Did you mean '{near}'? ")}See: {NameOf(command)} --help");
        }

        return new GateException(string.Join(" ", arguments.Errors.Select(error => error.Message)), $"See: {NameOf(command)} --help");
    }

    private static string NameOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is not { } parent ? "changegate" : $"{NameOf(parent)} {command.Name}";
}
