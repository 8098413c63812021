using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.People;
using ChangeGate.Text;

namespace ChangeGate.GitHub.PullRequests;

/// <summary>A pull request as it stood when it was read.</summary>
public sealed record PullRequest
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public required bool IsOpen { get; init; }

    public required bool IsDraft { get; init; }

    /// <summary>null where the account is gone.</summary>
    public Account? Author { get; init; }

    /// <summary>The App in whose name it was opened; null for one opened by a person.</summary>
    public string? AppSlug { get; init; }

    public required string HeadCommit { get; init; }

    public required string HeadBranch { get; init; }

    /// <summary>null where the fork is gone.</summary>
    public RepositoryName? HeadRepository { get; init; }

    /// <summary>Whose repository the head is in; null where the fork is gone.</summary>
    public Account? HeadOwner { get; init; }

    /// <summary>Of a fork: whoever may write to the base may push to the head too.</summary>
    public bool MaintainersMayPush { get; init; }

    /// <summary>The tip of the base branch, not the merge base.</summary>
    public required string BaseCommit { get; init; }

    public required string BaseBranch { get; init; }

    /// <summary>null in lists, where GitHub does not count.</summary>
    public int? ChangedFiles { get; init; }

    public int? Commits { get; init; }

    public EquatableList<string> Labels { get; init; }

    public EquatableList<Account> Assignees { get; init; }

    /// <summary>Who is asked to review, and has not yet: logins.</summary>
    public EquatableList<string> RequestedReviewers { get; init; }

    /// <summary>Slugs of teams that are asked to review, and of whom nobody has yet.</summary>
    public EquatableList<string> RequestedTeams { get; init; }

    /// <summary>null where GitHub did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>null until it is merged.</summary>
    public string? MergeCommit { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    internal static PullRequest? From(PullRequestPayload payload) =>
        payload is { Number: > 0, Head: { Sha: { Length: > 0 } head, Ref: { } headBranch }, Base: { Sha: { Length: > 0 } @base, Ref: { } baseBranch } }
            ? new PullRequest
            {
                Number = payload.Number,
                Title = payload.Title ?? "",
                Body = payload.Body ?? "",
                IsOpen = payload.State == "open",
                IsDraft = payload.Draft ?? false,
                Author = Account.From(payload.User),
                AppSlug = payload.PerformedViaGithubApp?.Slug,
                HeadCommit = head,
                HeadBranch = headBranch,
                HeadRepository = RepositoryName.TryParse(payload.Head.Repo?.FullName, out var repository) ? repository : null,
                HeadOwner = Account.From(payload.Head.Repo?.Owner),
                MaintainersMayPush = payload.MaintainerCanModify ?? true,
                BaseCommit = @base,
                BaseBranch = baseBranch,
                ChangedFiles = payload.ChangedFiles,
                Commits = payload.Commits,
                Labels = [.. (payload.Labels ?? []).Select(static label => label.Name).OfType<string>()],
                Assignees = [.. (payload.Assignees ?? []).Select(Account.From).OfType<Account>()],
                RequestedReviewers = [.. (payload.RequestedReviewers ?? []).Select(static reviewer => reviewer.Login).OfType<string>()],
                RequestedTeams = [.. (payload.RequestedTeams ?? []).Select(static team => team.Slug).OfType<string>()],
                CreatedAt = payload.CreatedAt,
                MergeCommit = payload.MergedAt is null ? null : payload.MergeCommitSha,
                MergedAt = payload.MergedAt,
            }
            : null;
}

/// <summary>What a pull request does to a file.</summary>
/// <param name="Blob">Of the file at the head; of the removed file for a removed one.</param>
/// <param name="PreviousPath">null unless it was renamed or copied.</param>
public sealed record ChangedFile(string Path, FileChange Change, string Blob, string? PreviousPath);

/// <summary>The zero value is whatever GitHub calls by a name that is not known here.</summary>
public enum FileChange
{
    Changed,
    Added,
    Removed,
    Modified,
    Renamed,
    Copied,
    Unchanged,
}
