using System.CommandLine;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Commands;

/// <summary>What runs have kept for their rollbacks.</summary>
internal static class ArchiveCommand
{
    public static Command Create() => new("archive", "Show and clear away what runs have kept for their rollbacks.") { CreateList(), CreatePurge() };

    private static Command CreateList()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("archives");
        var command = new Command("list", "Show what an environment keeps: of which table, by which migration, how much and how old.") { format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var place = environment.Read(arguments);
            await using var engine = await place.OpenAsync(mayCreate: false, cancellation);
            Show(await Archives(engine).ListAsync(place.Target.Name, place.Environment.Name, cancellation), OutputOptions.IsJson(arguments.GetValue(format)));

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Command CreatePurge()
    {
        var environment = new EnvironmentOptions();
        var identity = new IdentityOptions();
        var format = OutputOptions.CreateFormat("archives");
        var older = new Option<string?>("--older-than") { Description = "What is older than days or hours: 30d. Default: archives.keep of the configuration.", HelpName = "AGE" };
        var all = new Option<bool>("--all") { Description = "Everything, whatever its age." };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without it is only shown what would be done." };
        var command = new Command("purge", "Clear away what is kept. A rollback that needs it then brings no rows back.") { older, all, yes, format };
        environment.AddTo(command);
        identity.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var place = environment.Read(arguments);
            var keep = arguments.GetValue(all) ? TimeSpan.Zero : Keep(arguments.GetValue(older), place);
            await using var engine = await place.OpenAsync(mayCreate: false, cancellation);
            var status = await Archives(engine).ListAsync(place.Target.Name, place.Environment.Name, cancellation);

            // What nobody knows the age of is cleared away only with everything.
            status = status with { Purged = [.. status.Archives.Where(kept => kept.MayGo && (arguments.GetValue(all) || kept.AgeAt(status.At) > keep))] };

            if (arguments.GetValue(yes))
            {
                var asking = await place.Asking(identity.Read(arguments)).FindAsync(place.Identity, null, isOfCommit: false, cancellation);
                status = await Archives(engine).PurgeAsync(status, asking.Actor, cancellation);
            }

            Show(status, OutputOptions.IsJson(arguments.GetValue(format)));

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static RunArchives Archives(IEngine engine) => new(engine, new RunLimits(), TimeProvider.System);

    private static TimeSpan Keep(string? written, GovernedEnvironment place) => written switch
    {
        null => place.Source.Configuration.KeepArchives ?? throw new GateException("Nothing says how old an archive has to be.", "Give --older-than 30d or --all, or write `archives: { keep: 30d }` into the configuration."),
        _ => Duration.TryRead(written, out var age) ? age : throw new GateException($"--older-than is '{written}'.", "Give days or hours: 30d or 72h."),
    };

    private static void Show(ArchiveStatus status, bool json)
    {
        ResultWriter.Result(json, layout => JsonReport.WriteArchives(status, layout), width => ConsoleArchives.Render(status, width));
    }
}
