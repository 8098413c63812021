using System.Text;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Checks;
using ChangeGate.GitHub.Connection;
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
    private const string CheckName = "ChangeGate";

    private readonly CheckReporter _checks = new(repository, clock);

    /// <summary>Findings also go to GitHub's list of code-scanning alerts, where people dismiss them one by one; the gate does not ask what they did there.</summary>
    public bool ToCodeScanning { get; init; }

    /// <param name="number">Of the pull request.</param>
    /// <param name="group">What a merge queue made of it; null outside of one.</param>
    public async Task<PullRequestResult> RunAsync(int number, MergeGroup? group, CancellationToken cancellation)
    {
        var pullRequest = await repository.PullRequests.GetAsync(number, cancellation);
        CheckRun? check = null;
        await TryWriteAsync("the check", async () => check = await _checks.BeginAsync(CheckName, group?.Head ?? pullRequest.HeadCommit, new CheckOutput("Judging…", "The proposal is being read and judged."), cancellation));
        var result = await JudgeAsync(pullRequest, group, cancellation);
        var report = CommentText.Of(result, MarkdownReport.Limit);

        // In a queue nobody reads comments, and the pull request itself has not changed.
        if (group is null)
        {
            await TryWriteAsync("the comment", () => new StickyComment(repository).PutAsync(number, CommentText.Marker, report, mayCreate: result.HasSomethingToSay, cancellation));
            await TryWriteAsync("requests for review", () => AskAsync(pullRequest, result, cancellation));
            await TryWriteAsync("the alerts", () => AlertAsync(pullRequest, result, cancellation));
        }

        // The conclusion comes last: before it, everything that explains it is there.
        if (check is not null)
        {
            await TryWriteAsync("the check", () => _checks.EndAsync(check, CheckText.Of(result, report), cancellation));
        }

        return result;
    }

    private async Task<PullRequestResult> JudgeAsync(PullRequest pullRequest, MergeGroup? group, CancellationToken cancellation)
    {
        try
        {
            if (group is null)
            {
                await RefuseSharedHeadAsync(pullRequest, cancellation);
            }

            var read = await new PullRequestReader(repository, request).ReadAsync(pullRequest, group, cancellation);

            return new PullRequestResult(pullRequest, await new PullRequestJudge(repository, request, clock).JudgeAsync(read, cancellation), Failure: null);
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

    private async Task AskAsync(PullRequest pullRequest, PullRequestResult result, CancellationToken cancellation)
    {
        var teams = result.AskedTeams;

        if (teams.Count > 0)
        {
            await repository.PullRequests.RequestReviewersAsync(pullRequest.Number, [], teams, cancellation);
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

    private static async Task TryWriteAsync(string what, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException)
        {
            Terminal.Remark($"{what} could not be written: {failure.Problem} {failure.Remedy}");
        }
    }
}
