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

/// <summary>A review as GitHub holds it.</summary>
public sealed record Review
{
    public required long Id { get; init; }

    /// <summary>null where the account is gone.</summary>
    public Account? Reviewer { get; init; }

    public required ReviewState State { get; init; }

    public required string Body { get; init; }

    /// <summary>What was looked at, by the reviewer's own word; it never moves. Empty where that commit is gone.</summary>
    public required string Commit { get; init; }

    /// <summary>null while it is pending.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    internal static Review From(ReviewPayload payload) => new()
    {
        Id = payload.Id,
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
