using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Commands;

/// <summary>What the role of an environment may, and roles that may no more than they need.</summary>
internal static class RolesCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var format = OutputOptions.CreateFormat("roles");
        var runner = new Option<string>("--runner") { Description = "The role that is proposed to run migrations.", HelpName = "ROLE", DefaultValueFactory = _ => "changegate_runner" };
        var reader = new Option<string>("--reader") { Description = "The role that is proposed to look: status, drift, snapshot, guard.", HelpName = "ROLE", DefaultValueFactory = _ => "changegate_reader" };
        var sql = new Option<bool>("--sql") { Description = "Print the proposed roles as SQL, which may be run again, and nothing else." };
        var command = new Command("roles", "Check what the role of an environment may beyond its need, and propose roles that may no more.") { runner, reader, sql, format };
        environment.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var json = OutputOptions.IsJson(arguments.GetValue(format));
            var place = environment.Read(arguments);
            await using var engine = await place.OpenAsync(mayCreate: false, cancellation);
            var request = new RoleRequest(arguments.GetRequiredValue(runner), arguments.GetRequiredValue(reader));
            var report = await new DatabaseRoles(engine).ReadAsync(place.Target.Name, place.Environment.Name, request, place.Environment.MayBeSuperuser, cancellation);

            if (arguments.GetValue(sql))
            {
                ResultWriter.Script(report.Script);
                return (int)ExitCode.Allowed;
            }

            ResultWriter.Result(json, layout => JsonReport.WriteRoles(report, layout), width => ConsoleRoles.Render(report, width));

            return (int)(report.IsLeast ? ExitCode.Allowed : ExitCode.Denied);
        });

        return command;
    }
}
