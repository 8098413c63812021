using ChangeGate.Failures;

namespace ChangeGate.Cli.PullRequests;

/// <summary>One step and what was found out about it.</summary>
internal sealed record StepResult(BranchStep Step, PullRequestResult Result);

/// <summary>What was found out about commits that a branch is about to hold, or holds: the strictest answer is the answer.</summary>
/// <param name="Title">What was judged: <c>merge group of 2 pull requests</c>.</param>
/// <param name="Failure">Why it could not be taken apart; null where it was.</param>
internal sealed record BranchResult(string Title, IReadOnlyList<StepResult> Steps, GateException? Failure)
{
    public ExitCode ExitCode => Failure is not null ? ExitCode.CannotDecide : Steps.Aggregate(ExitCode.Allowed, (code, step) => code.StrictestWith(step.Result.ExitCode));

    /// <summary>All steps as if they were one change: for what lists findings, digests and risk.</summary>
    public PullRequestResult Whole => new(null, [.. Steps.SelectMany(step => step.Result.Judgements)], Failure ?? Steps.Select(step => step.Result.Failure).FirstOrDefault(failure => failure is not null));
}
