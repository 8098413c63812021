using System.CommandLine;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>A person's answer about a statement whose end nobody saw: without it no later run begins.</summary>
internal static class SettleCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var identity = new IdentityOptions();
        var run = new Option<string>("--run") { Description = "The run that needs attention, as `changegate status` shows it.", HelpName = "ID", Required = true };
        var took = new Option<bool>("--took-effect") { Description = "The statement did what it says: the next run goes on after it." };
        var none = new Option<bool>("--had-no-effect") { Description = "It did nothing, or what it did was undone by hand: the next run begins with it again." };
        var command = new Command("settle", "Say whether a statement that nobody saw end took effect.") { run, took, none };
        environment.AddTo(command);
        identity.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var (tookEffect, hadNone) = (arguments.GetValue(took), arguments.GetValue(none));

            if (tookEffect == hadNone)
            {
                throw new GateException("What became of the statement was not said.", "Look at the database and give one of --took-effect and --had-no-effect.");
            }

            return (int)await RunAsync(environment.Read(arguments), identity.Read(arguments), arguments.GetRequiredValue(run), tookEffect, cancellation);
        });

        return command;
    }

    private static async Task<ExitCode> RunAsync(GovernedEnvironment environment, IdentityRequest identity, string run, bool tookEffect, CancellationToken cancellation)
    {
        var asking = await environment.Asking(identity).FindAsync(environment.Identity, null, isOfCommit: false, cancellation);
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        var said = await new Settlement(engine, new RunLimits(), TimeProvider.System).SettleAsync(run, tookEffect, asking.Actor, cancellation);
        Console.WriteLine(said);

        return ExitCode.Allowed;
    }
}
