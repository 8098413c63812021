using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Text;

namespace ChangeGate.Cli.Commands;

/// <summary>Runs migrations on databases that are thrown away, and proves that they can be taken back.</summary>
internal static class RehearseCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var each = new Option<bool>("--each") { Description = "With --folder: every migration of the folder in its place, and not only the proposed ones." };
        var server = new Option<string?>("--server") { Description = "auto, local, embedded or a connection string. Default: auto.", HelpName = "WHERE" };
        var format = OutputOptions.CreateFormat();
        var command = new Command("rehearse", "Run migrations up, down and up again on databases that are thrown away.") { each, server, format };
        proposal.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
            (int)await RunAsync(proposal.Read(arguments), new Asked(arguments.GetValue(each), arguments.GetValue(server), OutputOptions.IsJson(arguments.GetValue(format))), cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(ProposalRequest request, Asked asked, CancellationToken cancellation)
    {
        var code = ExitCode.Allowed;

        foreach (var proposal in asked.Each ? [ProposalReader.ReadForReplay(request)] : ProposalReader.Read(request))
        {
            code = code.StrictestWith(await RunAsync(proposal.Set, asked, cancellation));
        }

        return code;
    }

    private static async Task<ExitCode> RunAsync(MigrationSet set, Asked asked, CancellationToken cancellation)
    {
        await using var server = await ShadowServers.OpenAsync(asked.Server ?? "auto", set.Dialect, set.Engine == 0 ? null : set.Engine, ShadowPlaces.Options(), cancellation);
        EquatableList<Migration> nothing = [];
        var (history, rehearsed) = asked.Each ? (nothing, set.History) : (set.History, set.Proposed);
        var code = ExitCode.Allowed;

        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System).RunAsync(history, rehearsed, cancellation))
        {
            code = code.StrictestWith(rehearsal.Rollback.Verdict == ProofVerdict.Fails || rehearsal.Statements.Any(static statement => statement.Error is not null) ? ExitCode.Denied : ExitCode.Allowed);

            if (asked.Json)
            {
                Console.WriteLine(JsonReport.WriteRehearsal(rehearsal, server.Description));
            }
            else
            {
                ResultWriter.Lines(ConsoleRehearsal.Render(rehearsal, ResultWriter.Width));
            }
        }

        return code;
    }

    private sealed record Asked(bool Each, string? Server, bool Json);
}
