using System.Text;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Publishing;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>
/// From a pull request to a check that says whether it may be merged. The check begins before anything is judged; whatever goes wrong after that ends in
/// a check that does not pass. What the token may not write is left out and said: the exit code decides all the same.
/// </summary>
internal sealed class PullRequestGate(GitHubRepository repository, ProposalRequest request, TimeProvider clock)
{
    private readonly PullRequestJudge _judge = new(repository, request, clock);

    /// <summary>Findings also go to GitHub's list of code-scanning alerts, where people dismiss them one by one; the gate does not ask what they did there.</summary>
    public bool ToCodeScanning { get; init; }

    /// <summary>A label says the verdict. Anybody who may triage can change it, so nothing ever reads it.</summary>
    public bool WithLabels { get; init; }

    public async Task<PullRequestResult> RunAsync(int number, CancellationToken cancellation)
    {
        var pullRequest = await repository.PullRequests.GetAsync(number, cancellation);

        if (pullRequest.MergeCommit is not null)
        {
            throw new GateException($"Pull request {number} is merged: it proposes nothing any more.", "What a branch holds is judged when it is pushed: let the workflow run on `push`.");
        }

        var verdict = new VerdictReporter(repository, clock);
        await verdict.BeginAsync(pullRequest.HeadCommit, cancellation);
        var result = await JudgeAsync(pullRequest, cancellation);
        var report = CommentText.Of(result, MarkdownReport.Limit);
        Comment? comment = null;
        await VerdictReporter.TryAsync("the comment", async () => comment = await new StickyComment(repository) { Writer = verdict.Writer, Known = _judge.CommentsOf(number) }.PutAsync(number, CommentText.Marker, report, mayCreate: result.HasSomethingToSay, cancellation));
        await VerdictReporter.TryAsync("requests for review", () => new ReviewInvitations(repository).SendAsync(pullRequest, result, cancellation));
        await VerdictReporter.TryAsync("the label", () => WithLabels ? new VerdictLabels(repository).PutAsync(pullRequest, result, cancellation) : Task.CompletedTask);
        await VerdictReporter.TryAsync("the alerts", () => AlertAsync(pullRequest, result, cancellation));

        // The conclusion comes last: before it, everything that explains it is there.
        await verdict.EndAsync(result.ExitCode, CheckText.Of(result, report), comment?.Url, cancellation);

        return result;
    }

    private async Task<PullRequestResult> JudgeAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        try
        {
            await RefuseSharedHeadAsync(pullRequest, cancellation);
            var read = await new PullRequestReader(repository, request).ReadAsync(pullRequest, cancellation);

            return new PullRequestResult(pullRequest, await _judge.JudgeAsync(read, cancellation), Failure: null);
        }
        catch (GateException failure)
        {
            return new PullRequestResult(pullRequest, [], failure);
        }
    }

    // A check belongs to a commit. Of one that is proposed to two branches it could say only one thing, and the other branch would believe it.
    private async Task RefuseSharedHeadAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        var others = (await repository.PullRequests.OfCommitAsync(pullRequest.HeadCommit, cancellation))
            .Where(other => other.IsOpen && other.Number != pullRequest.Number && other.HeadCommit == pullRequest.HeadCommit)
            .ToList();

        if (others.Count > 0)
        {
            throw new GateException(
                $"The same commit is also proposed by {string.Join(", ", others.Select(other => $"#{other.Number}"))}; a check of a commit cannot tell them apart.",
                "Close one of them, or give one a commit of its own.");
        }
    }

    private async Task AlertAsync(PullRequest pullRequest, PullRequestResult result, CancellationToken cancellation)
    {
        foreach (var judgement in ToCodeScanning ? result.Concerned : [])
        {
            var sarif = Encoding.UTF8.GetBytes(SarifReport.Write(judgement, CommentText.Options));
            await repository.CodeScanning.UploadAsync(pullRequest.HeadCommit, $"refs/pull/{pullRequest.Number}/head", sarif, cancellation);
        }
    }
}
