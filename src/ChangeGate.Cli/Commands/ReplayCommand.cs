using System.CommandLine;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>Judges each migration of a folder as if it alone had been proposed on top of those before it.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var format = OutputOptions.CreateFormat("decision");
        var to = new Option<string?>("--to") { Description = "The last migration to judge.", HelpName = "PATH" };
        var command = new Command("replay", "Judge every migration of a folder in its place: how would today's policy have decided?");
        var rehearsal = new RehearsalOptions();
        proposal.AddTo(command);
        rehearsal.AddTo(command);
        command.Options.Add(to);
        command.Options.Add(format);
        command.SetAction(async (arguments, cancellation) =>
        {
            await RunAsync(proposal.Read(arguments), rehearsal.Read(arguments), new Asked(arguments.GetValue(to), OutputOptions.IsJson(arguments.GetValue(format))), cancellation);
            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static async Task RunAsync(ProposalRequest request, RehearsalRequest? rehearsal, Asked asked, CancellationToken cancellation)
    {
        var proposal = ProposalReader.ReadForReplay(request);
        var inside = request.From is null;
        var judged = 0;
        var tally = new ConsoleReplay();

        var judgements = rehearsal is null
            ? ProposalJudge.Replay(proposal, request).ToAsyncEnumerable()
            : new RehearsedJudge(request, rehearsal.Server, TimeProvider.System).ReplayAsync(proposal, request.From, cancellation);

        await foreach (var judgement in judgements)
        {
            var path = judgement.Assessment.Migrations[0].Migration.Path;
            inside |= path == request.From;

            if (inside)
            {
                judged++;
                Show(judgement, asked.Json, tally);
            }

            if (path == asked.To)
            {
                break;
            }
        }

        RefuseUnknown(request.From, judged, proposal);

        if (!asked.Json)
        {
            ResultWriter.Lines(tally.Summarize(ResultWriter.Width));
        }
    }

    private static void Show(Judgement judgement, bool json, ConsoleReplay tally)
    {
        if (json)
        {
            ResultWriter.JsonLine(judgement);
            return;
        }

        ResultWriter.Lines(tally.Add(judgement, ResultWriter.Width));
    }

    private sealed record Asked(string? To, bool Json);

    private static void RefuseUnknown(string? from, int judged, Proposal proposal)
    {
        if (judged == 0 && from is not null && proposal.Set.History.Count > 0)
        {
            throw new GateException($"--from names '{from}', which is no migration of this folder.", "Give the path as it is below the folder, for example 0012_drop_note.sql.");
        }
    }
}
