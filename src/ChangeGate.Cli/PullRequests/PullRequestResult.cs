using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.Cli.PullRequests;

/// <summary>What was found out about a pull request.</summary>
/// <param name="PullRequest">null for commits that came by none.</param>
/// <param name="Judgements">One for each target.</param>
/// <param name="Failure">Why it could not be judged; null where it was.</param>
internal sealed record PullRequestResult(PullRequest? PullRequest, IReadOnlyList<Judgement> Judgements, GateException? Failure)
{
    /// <summary>Targets in which something is proposed.</summary>
    public IReadOnlyList<Judgement> Concerned => [.. Judgements.Where(judgement => judgement.Assessment.Set.Proposed.Count > 0)];

    public bool HasSomethingToSay => Failure is not null || Concerned.Count > 0;

    public ExitCode ExitCode => Failure is not null
        ? ExitCode.CannotDecide
        : Concerned.Aggregate(ExitCode.Allowed, (code, judgement) => code.StrictestWith(judgement.Decision.Verdict.ToExitCode()));
}
