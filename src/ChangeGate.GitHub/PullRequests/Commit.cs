using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.People;
using ChangeGate.Text;

namespace ChangeGate.GitHub.PullRequests;

/// <summary>Name and address as a commit carries them: anybody may write anything there.</summary>
public sealed record CommitSignature(string Name, string Email)
{
    internal static CommitSignature From(SignaturePayload? payload) => new(payload?.Name ?? "", payload?.Email ?? "");
}

/// <summary>A commit of a pull request.</summary>
public sealed record Commit
{
    public required string Sha { get; init; }

    public required string Message { get; init; }

    public required CommitSignature Author { get; init; }

    public required CommitSignature Committer { get; init; }

    /// <summary>The account that GitHub sees behind the author's address; null where it knows none.</summary>
    public Account? AuthorAccount { get; init; }

    public Account? CommitterAccount { get; init; }

    /// <summary>GitHub checked the commit's signature, so that author and committer are more than a claim.</summary>
    public required bool IsVerified { get; init; }

    public EquatableList<string> Parents { get; init; }

    /// <summary>The first line of the message.</summary>
    public string Subject => Message.Split('\n', 2)[0].TrimEnd('\r');

    /// <summary>By the word of whoever committed.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    internal static Commit? From(CommitPayload payload) => payload.Sha is { Length: > 0 } sha
        ? new Commit
        {
            Sha = sha,
            Message = payload.Commit?.Message ?? "",
            Author = CommitSignature.From(payload.Commit?.Author),
            Committer = CommitSignature.From(payload.Commit?.Committer),
            AuthorAccount = Account.From(payload.Author),
            CommitterAccount = Account.From(payload.Committer),
            IsVerified = payload.Commit?.Verification?.Verified ?? false,
            Parents = [.. (payload.Parents ?? []).Select(static parent => parent.Sha).OfType<string>()],
            CommittedAt = payload.Commit?.Committer?.Date,
        }
        : null;
}
