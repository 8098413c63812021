using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub;

namespace ChangeGate.Cli.PullRequests;

/// <summary>
/// Judges what a merge queue is about to merge, or what was pushed: each step as the change of its pull request, with that one's reviews and authors, and on top of the step
/// before. A step that holds anything else than its pull request proposes does not pass.
/// </summary>
internal sealed class BranchGate(GitHubRepository repository, ProposalRequest request, TimeProvider clock)
{
    private readonly PullRequestReader _reader = new(repository, request);

    private readonly PullRequestJudge _judge = new(repository, request, clock);

    public Task<BranchResult> RunAsync(MergeGroup group, CancellationToken cancellation) =>
        RunAsync(group.Head, "merge group", () => new QueueReader(repository).ReadAsync(group, cancellation), cancellation);

    public Task<BranchResult> RunAsync(PushedCommits push, CancellationToken cancellation) =>
        RunAsync(push.After, $"push to {push.Branch}", () => new PushReader(repository).ReadAsync(push, cancellation), cancellation);

    private async Task<BranchResult> RunAsync(string head, string title, Func<Task<BranchSteps>> read, CancellationToken cancellation)
    {
        var verdict = new VerdictReporter(repository, clock);
        await verdict.BeginAsync(head, cancellation);
        var result = await JudgeAsync(title, read, cancellation);
        await verdict.EndAsync(result.ExitCode, BranchText.Check(result), url: null, cancellation);

        return result;
    }

    private async Task<BranchResult> JudgeAsync(string title, Func<Task<BranchSteps>> read, CancellationToken cancellation)
    {
        try
        {
            var branch = await read();
            var steps = new List<StepResult>();

            foreach (var step in branch.Steps)
            {
                steps.Add(new StepResult(step, await JudgeAsync(step, branch.Base, cancellation)));
            }

            return new BranchResult(steps.Count > 1 ? $"{title} of {steps.Count} changes" : title, steps, Failure: null);
        }
        catch (GateException failure)
        {
            return new BranchResult(title, [], failure);
        }
    }

    private async Task<PullRequestResult> JudgeAsync(BranchStep step, string @base, CancellationToken cancellation)
    {
        try
        {
            var judgements = step.PullRequest is { } pullRequest
                ? await _judge.JudgeAsync(await _reader.ReadStepAsync(pullRequest, step, @base, cancellation), cancellation)
                : _judge.JudgeUnreviewed(_reader.ReadUnreviewed(step, @base, cancellation));

            return new PullRequestResult(step.PullRequest, judgements, Failure: null);
        }
        catch (GateException failure)
        {
            return new PullRequestResult(step.PullRequest, [], failure);
        }
    }
}
