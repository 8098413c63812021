using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.People;

namespace ChangeGate.GitHub.PullRequests;

/// <summary>The zero value is no consent.</summary>
public enum ReviewState
{
    /// <summary>GitHub said something that is not known here.</summary>
    Unknown,
    Pending,
    Commented,
    ChangesRequested,
    Dismissed,
    Approved,
}

/// <summary>A review as GitHub holds it, or a command in a comment that stands for one.</summary>
public sealed record Review
{
    public required long Id { get; init; }

    /// <summary>What queries call it; null where GitHub did not say.</summary>
    public string? Node { get; init; }

    /// <summary>Its words may not be its author's: whoever may write can edit them, and lists of reviews do not tell.</summary>
    public bool IsEdited { get; init; }

    /// <summary>null where the account is gone.</summary>
    public Account? Reviewer { get; init; }

    public required ReviewState State { get; init; }

    public required string Body { get; init; }

    /// <summary>What was looked at, by the reviewer's own word; it never moves. Empty where that commit is gone, and for a command, which names the digest itself.</summary>
    public required string Commit { get; init; }

    /// <summary>null while it is pending.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The comment in which the command stands; null for a review.</summary>
    public Comment? Command { get; init; }

    /// <summary>What the host calls it: <c>review 7</c>, <c>comment 8</c>.</summary>
    public string Name => $"{(Command is null ? "review" : "comment")} {Id}";

    internal static Review Of(Comment command) => new()
    {
        Id = command.Id,
        Reviewer = command.Author,
        State = ReviewState.Approved,
        Body = command.Body,
        Commit = "",
        SubmittedAt = command.CreatedAt,
        Command = command,
    };

    internal static Review From(ReviewPayload payload) => new()
    {
        Id = payload.Id,
        Node = payload.NodeId,

        // Until it is asked for.
        IsEdited = true,
        Reviewer = Account.From(payload.User),
        State = payload.State switch
        {
            "APPROVED" => ReviewState.Approved,
            "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
            "COMMENTED" => ReviewState.Commented,
            "DISMISSED" => ReviewState.Dismissed,
            "PENDING" => ReviewState.Pending,
            _ => ReviewState.Unknown,
        },
        Body = payload.Body ?? "",
        Commit = payload.CommitId ?? "",
        SubmittedAt = payload.SubmittedAt,
    };
}
