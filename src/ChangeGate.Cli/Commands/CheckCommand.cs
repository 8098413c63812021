using System.CommandLine;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;

namespace ChangeGate.Cli.Commands;

/// <summary>Judges what is proposed. It opens no database.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var output = new OutputOptions();
        var command = new Command("check", "Judge proposed migrations: what they do, what is dangerous, who must approve.");
        proposal.AddTo(command);
        output.AddTo(command);
        command.SetAction(arguments => (int)Run(proposal.Read(arguments), output.Read(arguments)));

        return command;
    }

    private static ExitCode Run(ProposalRequest request, OutputRequest output)
    {
        var code = ExitCode.Allowed;
        var judge = new ProposalJudge(TimeProvider.System);
        var judgements = ProposalReader.Read(request).Select(proposal => judge.Judge(proposal, request)).ToList();

        foreach (var judgement in judgements)
        {
            code = code.StrictestWith(judgement.Decision.Verdict.ToExitCode());
            output.Write(judgement, ApprovalRequest.CommandFor(judgement, request, judgements.Count > 1), several: judgements.Count > 1);
        }

        return code;
    }
}
