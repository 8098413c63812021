using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.PullRequests;

/// <summary>Pull requests, whole or not at all: a list that GitHub cuts off is a refusal, not a shorter list.</summary>
public sealed class PullRequestApi
{
    private const string ReadPermission = "pull-requests: read";

    /// <summary>GitHub lists no more files than this, and does not say that there are more.</summary>
    private const int MostFiles = 3000;

    private const int MostCommits = 250;

    private readonly RepositoryApi _api;

    internal PullRequestApi(RepositoryApi api) => _api = api;

    public async Task<PullRequest> GetAsync(int number, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"pulls/{number}"), ReadPermission);
        return PullRequest.From(await _api.Connection.ReadAsync(call, GitHubJson.Default.PullRequestPayload, cancellation))
            ?? throw Refusals.Unreadable(call, "it names no head or no base");
    }

    /// <returns>null where the number is an issue's, or nobody's.</returns>
    public async Task<PullRequest?> FindAsync(int number, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"pulls/{number}"), ReadPermission);
        return await _api.Connection.FindAsync(call, GitHubJson.Default.PullRequestPayload, cancellation) is { } payload
            ? PullRequest.From(payload) ?? throw Refusals.Unreadable(call, "it names no head or no base")
            : null;
    }

    /// <summary>Open pull requests, those that changed last first.</summary>
    /// <param name="most">No more than these are asked for: 100 at the most.</param>
    public async Task<EquatableList<PullRequest>> OpenAsync(int most, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"pulls") + $"?state=open&sort=updated&direction=desc&per_page={most}", ReadPermission);
        var payloads = await _api.Connection.ReadAsync(call, GitHubJson.Default.ListPullRequestPayload, cancellation);
        return [.. payloads.Select(payload => PullRequest.From(payload) ?? throw Refusals.Unreadable(call, "a pull request in it names no head or no base"))];
    }

    public async Task<EquatableList<ChangedFile>> FilesAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"pulls/{pullRequest.Number}/files") + "?per_page=100", ReadPermission);

        if (pullRequest.ChangedFiles is not { } expected || expected >= MostFiles)
        {
            throw TooMany(pullRequest, $"{pullRequest.ChangedFiles?.ToString() ?? "uncounted"} files", MostFiles - 1);
        }

        var files = await _api.Connection.ListAsync(call, GitHubJson.Default.ListFilePayload, cancellation);

        return files.Count == expected
            ? [.. files.Select(file => FileFrom(file) ?? throw Refusals.Unreadable(call, "a file in it has no name or no content"))]
            : throw new GateException(
                $"GitHub lists {files.Count} of the {expected} files of pull request {pullRequest.Number}.",
                "Run this again: somebody may have pushed meanwhile. What is not listed cannot be judged.");
    }

    public async Task<EquatableList<Commit>> CommitsAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        if (pullRequest.Commits is not { } expected || expected >= MostCommits)
        {
            throw TooMany(pullRequest, $"{pullRequest.Commits?.ToString() ?? "uncounted"} commits", MostCommits - 1);
        }

        var call = Call.Get(_api.Path($"pulls/{pullRequest.Number}/commits") + "?per_page=100", ReadPermission);
        var commits = await _api.Connection.ListAsync(call, GitHubJson.Default.ListCommitPayload, cancellation);

        return commits.Count == expected
            ? [.. commits.Select(commit => Commit.From(commit) ?? throw Refusals.Unreadable(call, "a commit in it has no name"))]
            : throw new GateException(
                $"GitHub lists {commits.Count} of the {expected} commits of pull request {pullRequest.Number}.",
                "Run this again: somebody may have pushed meanwhile. Whose commits are not listed could approve their own work.");
    }

    /// <summary>All reviews, the oldest first.</summary>
    public async Task<EquatableList<Review>> ReviewsAsync(int number, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"pulls/{number}/reviews") + "?per_page=100", ReadPermission);
        return [.. (await _api.Connection.ListAsync(call, GitHubJson.Default.ListReviewPayload, cancellation)).Select(Review.From)];
    }

    /// <summary>Pull requests that a commit belongs to; those of forks, which webhooks leave out, too.</summary>
    public async Task<EquatableList<PullRequest>> OfCommitAsync(string commit, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"commits/{commit}/pulls") + "?per_page=100", ReadPermission);
        var payloads = await _api.Connection.ListAsync(call, GitHubJson.Default.ListPullRequestPayload, cancellation);
        return [.. payloads.Select(payload => PullRequest.From(payload) ?? throw Refusals.Unreadable(call, "a pull request in it names no head or no base"))];
    }

    /// <param name="reviewers">Logins; GitHub refuses the author, and people who are no collaborators.</param>
    /// <param name="teams">Slugs of teams that can read the repository.</param>
    public async Task RequestReviewersAsync(int number, IReadOnlyList<string> reviewers, IReadOnlyList<string> teams, CancellationToken cancellation)
    {
        var call = Call.Post(_api.Path($"pulls/{number}/requested_reviewers"), "pull-requests: write");
        await _api.Connection.SendAsync(call.With(new ReviewersBody(reviewers, teams), GitHubJson.Default.ReviewersBody), cancellation);
    }

    private static ChangedFile? FileFrom(FilePayload payload) => payload is { Filename: { Length: > 0 } path, Sha: { Length: > 0 } blob }
        ? new ChangedFile(path, payload.Status switch
        {
            "added" => FileChange.Added,
            "removed" => FileChange.Removed,
            "modified" => FileChange.Modified,
            "renamed" => FileChange.Renamed,
            "copied" => FileChange.Copied,
            "unchanged" => FileChange.Unchanged,
            _ => FileChange.Changed,
        }, blob, payload.PreviousFilename)
        : null;

    private static GateException TooMany(PullRequest pullRequest, string many, int most) => new(
        $"Pull request {pullRequest.Number} has {many}; GitHub lists {most} reliably.",
        "Split it: what is not listed cannot be judged.");
}
