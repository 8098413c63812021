using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.People;

namespace ChangeGate.GitHub.Comments;

/// <summary>A comment in the conversation of a pull request.</summary>
public sealed record Comment
{
    public required long Id { get; init; }

    /// <summary>What queries call it; null where GitHub did not say.</summary>
    public string? Node { get; init; }

    /// <summary>null where the account is gone.</summary>
    public Account? Author { get; init; }

    /// <summary>The App in whose name it was written; null for one written by a person.</summary>
    public long? App { get; init; }

    public required string Body { get; init; }

    public string? Url { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Somebody with rights, not always its author, changed the text; so it is said of a comment without dates.</summary>
    public bool IsEdited => CreatedAt is null || UpdatedAt is null || UpdatedAt > CreatedAt;

    internal static Comment From(CommentPayload payload) => new()
    {
        Id = payload.Id,
        Node = payload.NodeId,
        Author = Account.From(payload.User),
        App = payload.PerformedViaGithubApp?.Id,
        Body = payload.Body ?? "",
        Url = payload.HtmlUrl,
        CreatedAt = payload.CreatedAt,
        UpdatedAt = payload.UpdatedAt,
    };
}
