using System.CommandLine;
using System.Globalization;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Commands;

/// <summary>The guard inside a database: event triggers that record and refuse what goes round the gate.</summary>
internal static class GuardCommand
{
    public static Command Create() => new("guard", "Guard a PostgreSQL database from inside against changes that go round the gate.") { CreateInstall(), CreateStatus(), CreateLog(), CreateUninstall() };

    private static Command CreateInstall()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("guard");
        var administrator = Administrator();
        var mode = new Option<string>("--mode") { Description = "audit records every change of the schema; enforce also refuses those outside of a governed run.", HelpName = "audit|enforce", Required = true, CompletionSources = { "audit", "enforce" } };
        var runner = new Option<string?>("--runner") { Description = "The role that governed runs log in as. Default: the one of the environment's connection.", HelpName = "ROLE" };
        var glass = new Option<string?>("--break-glass") { Description = "Members of this role may pass in an emergency, which is recorded. Default: nobody may.", HelpName = "ROLE" };
        var reader = new Option<string?>("--reader") { Description = "This role may read what is recorded, as the runner may: for status and drift.", HelpName = "ROLE" };
        var print = new Option<bool>("--print") { Description = "Change nothing: print the SQL for a superuser." };
        var command = new Command("install", "Put the guard into the database, or bring it to another mode and to this version.") { mode, runner, glass, reader, administrator, print, format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var place = environment.Read(arguments);
            var request = new GuardRequest(ModeOf(arguments.GetRequiredValue(mode)), arguments.GetValue(runner) ?? await RunnerAsync(place, cancellation), arguments.GetValue(glass)) { Reader = arguments.GetValue(reader) };

            if (arguments.GetValue(print))
            {
                ResultWriter.Script(DatabaseGuard.Script(request));
                return (int)ExitCode.Allowed;
            }

            await using var engine = await As(place, arguments.GetValue(administrator)).OpenAsync(mayCreate: false, cancellation);
            var guard = new DatabaseGuard(engine);
            await guard.InstallAsync(request, cancellation);
            return (int)Show(await ReportAsync(place, engine, cancellation), OutputOptions.IsJson(arguments.GetValue(format)), "The guard is installed.");
        });

        return command;
    }

    private static Command CreateStatus()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("guard");
        var command = new Command("status", "Show whether there is a guard, whether it is as it was installed, and what came past the gate.") { format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var place = environment.Read(arguments);
            await using var engine = await place.OpenAsync(mayCreate: false, cancellation);
            return (int)Show(await ReportAsync(place, engine, cancellation), OutputOptions.IsJson(arguments.GetValue(format)), done: null);
        });

        return command;
    }

    private static Command CreateLog()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("guard");
        var since = new Option<string?>("--since") { Description = "A time of day and date (2026-11-23T20:00Z), or how long ago (7d, 12h). Default: all.", HelpName = "TIME" };
        var command = new Command("log", "Show the changes of the schema that the guard recorded.") { since, format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var place = environment.Read(arguments);
            var from = Since(arguments.GetValue(since));
            await using var engine = await place.OpenAsync(mayCreate: false, cancellation);
            var report = await ReportAsync(place, engine, cancellation);

            if (!report.Guard.IsInstalled)
            {
                throw new GateException("No guard is inside this database, or it cannot be read.", "See `changegate guard status`, or install one with `changegate guard install`.");
            }

            Write(report with { Events = [.. await new DatabaseGuard(engine).EventsAsync(from, cancellation)] }, OutputOptions.IsJson(arguments.GetValue(format)));
            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Command CreateUninstall()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("guard");
        var administrator = Administrator();
        var yes = new Option<bool>("--yes") { Description = "Do it. What was recorded goes with it." };
        var command = new Command("uninstall", "Take the guard out of the database, with what it recorded. Nothing of it is left.") { administrator, yes, format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            if (!arguments.GetValue(yes))
            {
                throw new GateException("What the guard recorded goes with it.", "Keep it first with `changegate guard log --format json`, and then give --yes.");
            }

            var place = environment.Read(arguments);
            await using var engine = await As(place, arguments.GetValue(administrator)).OpenAsync(mayCreate: false, cancellation);
            await new DatabaseGuard(engine).UninstallAsync(cancellation);
            Write((await ReportAsync(place, engine, cancellation)) with { Done = "The guard is gone." }, OutputOptions.IsJson(arguments.GetValue(format)));
            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Option<string?> Administrator() => new("--administrator") { Description = "The environment variable that holds a superuser's connection. Default: the environment's own connection.", HelpName = "VARIABLE" };

    private static GuardMode ModeOf(string word) => word switch
    {
        "audit" => GuardMode.Audit,
        "enforce" => GuardMode.Enforce,
        _ => throw new GateException($"--mode does not know '{word}'.", "Give audit or enforce."),
    };

    // A connection on the command line could be read by everybody on the machine.
    private static GovernedEnvironment As(GovernedEnvironment place, string? variable) =>
        variable is null ? place : place with { Environment = place.Environment with { Connection = new ConnectionTemplate($"${{{variable}}}") } };

    private static async Task<string> RunnerAsync(GovernedEnvironment place, CancellationToken cancellation)
    {
        await using var engine = await place.OpenAsync(mayCreate: false, cancellation);
        return new DatabaseGuard(engine).User;
    }

    private static DateTimeOffset Since(string? written) => written switch
    {
        null => DateTimeOffset.UnixEpoch,
        _ when Duration.TryRead(written, out var ago) => TimeProvider.System.GetUtcNow() - ago,
        _ when DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        _ => throw new GateException($"--since is '{written}'.", "Give a time such as 2026-11-23T20:00Z, or how long ago: 7d or 12h."),
    };

    private static async Task<GuardReport> ReportAsync(GovernedEnvironment place, IEngine engine, CancellationToken cancellation) => new()
    {
        Target = place.Target.Name,
        Environment = place.Environment.Name,
        Server = engine.Server,
        Database = engine.Database,
        Guard = await new DatabaseGuard(engine).StatusAsync(cancellation),
    };

    private static ExitCode Show(GuardReport report, bool json, string? done)
    {
        Write(report with { Done = done }, json);

        return !report.Guard.IsIntact ? ExitCode.Denied
            : done is not null ? ExitCode.Allowed
            : !report.Guard.IsInstalled || report.Guard.Unreported.Count > 0 ? ExitCode.Pending
            : ExitCode.Allowed;
    }

    private static void Write(GuardReport report, bool json)
    {
        ResultWriter.Result(json, layout => JsonReport.WriteGuard(report, layout), width => ConsoleGuard.Render(report, width));
    }
}
