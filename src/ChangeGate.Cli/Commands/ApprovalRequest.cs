using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Commands;

/// <summary>How to approve what was judged: the same proposal, named as it was named here.</summary>
internal static class ApprovalRequest
{
    /// <returns>null where no approval is wanted.</returns>
    public static string? CommandFor(Judgement judgement, ProposalRequest request, bool several)
    {
        if (judgement.Decision.Verdict != Verdict.Pending)
        {
            return null;
        }

        string[] target = several && request.Target is null ? ["--target", judgement.Assessment.Set.Target] : [];

        return string.Join(' ', [
            "changegate approve",
            .. request.Typed.Concat(target).Append("--digest").Append(judgement.Assessment.Digest.ToString()).Select(Escape.ShellArgument),
            "--key YOUR_KEY",
        ]);
    }
}
