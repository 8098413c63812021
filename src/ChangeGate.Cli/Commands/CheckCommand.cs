using System.CommandLine;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Commands;

/// <summary>Judges what is proposed. It opens no database but those that it throws away.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var output = new OutputOptions("decision");
        var command = new Command("check", "Judge proposed migrations: what they do, what is dangerous, who must approve.");
        var fix = new Option<bool>("--fix") { Description = "Print the safe SQL for each finding as a script, and nothing else. Exit code and reports stay what they are." };
        var rehearsal = new RehearsalOptions();
        command.Options.Add(fix);
        rehearsal.AddTo(command);
        proposal.AddTo(command);
        output.AddTo(command);
        command.SetAction(async (arguments, cancellation) => (int)await RunAsync(proposal.Read(arguments), rehearsal.Read(arguments), new Asked(output.Read(arguments), arguments.GetValue(fix)), cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(ProposalRequest request, RehearsalRequest? rehearsal, Asked asked, CancellationToken cancellation)
    {
        var (output, fix) = asked;

        if (fix && output.Json)
        {
            throw new GateException("--fix prints SQL, and --format json prints JSON.", "Give one of them: JSON has the safe SQL of each finding under `safeSql`.");
        }

        if (fix && output.Reports.Any(static report => report.IsOnOutput))
        {
            throw new GateException("--fix prints SQL, and a report is to go to standard output too.", "Name a file for the report.");
        }

        var code = ExitCode.Allowed;
        var judge = new ProposalJudge(TimeProvider.System);
        var judgements = new List<Judgement>();

        foreach (var proposal in ProposalReader.Read(request))
        {
            judgements.Add(rehearsal is null ? judge.Judge(proposal, request) : judge.Decide(await new RehearsedJudge(request, rehearsal.Server, TimeProvider.System).AssessAsync(proposal, cancellation), proposal, request));
        }

        foreach (var judgement in judgements)
        {
            code = code.StrictestWith(judgement.Decision.Verdict.ToExitCode());
            var next = ApprovalRequest.CommandFor(judgement, request, judgements.Count > 1);

            if (fix)
            {
                Console.Write(SafeScript.Render(judgement));
                output.WriteReports(judgement, next, several: judgements.Count > 1);
            }
            else
            {
                output.Write(judgement, next, several: judgements.Count > 1);
            }
        }

        if (judgements.Count != 1)
        {
            output.WriteTogether(judgements);
        }

        return code;
    }

    private sealed record Asked(OutputRequest Output, bool Fix);
}
