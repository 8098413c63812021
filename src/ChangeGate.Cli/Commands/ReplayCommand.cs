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
        var format = OutputOptions.CreateFormat();
        var to = new Option<string?>("--to") { Description = "The last migration to judge.", HelpName = "PATH" };
        var command = new Command("replay", "Judge every migration of a folder in its place: how would today's policy have decided?");
        proposal.AddTo(command);
        command.Options.Add(to);
        command.Options.Add(format);
        command.SetAction(arguments =>
        {
            Run(proposal.Read(arguments), arguments.GetValue(to), OutputOptions.IsJson(arguments.GetValue(format)));
            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static void Run(ProposalRequest request, string? to, bool json)
    {
        var proposal = ProposalReader.ReadForReplay(request);
        var inside = request.From is null;
        var judged = 0;
        var tally = new ConsoleReplay();

        foreach (var judgement in ProposalJudge.Replay(proposal, request))
        {
            var path = judgement.Assessment.Migrations[0].Migration.Path;
            inside |= path == request.From;

            if (inside)
            {
                judged++;
                Show(judgement, json, tally);
            }

            if (path == to)
            {
                break;
            }
        }

        RefuseUnknown(request.From, judged, proposal);

        if (!json)
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

    private static void RefuseUnknown(string? from, int judged, Proposal proposal)
    {
        if (judged == 0 && from is not null && proposal.Set.History.Count > 0)
        {
            throw new GateException($"--from names '{from}', which is no migration of this folder.", "Give the path as it is below the folder, for example 0012_drop_note.sql.");
        }
    }
}
