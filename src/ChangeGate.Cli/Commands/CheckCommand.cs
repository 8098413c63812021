using System.CommandLine;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Commands;

/// <summary>Judges what is proposed. It opens no database.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var output = new OutputOptions();
        var command = new Command("check", "Judge proposed migrations: what they do, what is dangerous, who must approve.");
        var fix = new Option<bool>("--fix") { Description = "Print the safe SQL for each finding as a script, and nothing else. Exit code and reports stay what they are." };
        command.Options.Add(fix);
        proposal.AddTo(command);
        output.AddTo(command);
        command.SetAction(arguments => (int)Run(proposal.Read(arguments), output.Read(arguments), arguments.GetValue(fix)));

        return command;
    }

    private static ExitCode Run(ProposalRequest request, OutputRequest output, bool fix)
    {
        if (fix && output.Json)
        {
            throw new GateException("--fix prints SQL, and --format json prints JSON.", "Give one of them: JSON has the safe SQL of each finding under `safeSql`.");
        }

        var code = ExitCode.Allowed;
        var judge = new ProposalJudge(TimeProvider.System);
        var judgements = ProposalReader.Read(request).Select(proposal => judge.Judge(proposal, request)).ToList();

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

        return code;
    }
}
