using ChangeGate.Approvals;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>Why a review gives no consent.</summary>
public enum ReviewProblem
{
    /// <summary>Asks for changes, or something that is not known here.</summary>
    NotApproving,
    Dismissed,

    /// <summary>The same person has decided again since.</summary>
    Superseded,

    /// <summary>Nobody, a bot, an App, or an organization.</summary>
    NotAPerson,
    AuthorsOwn,
    NotEligible,

    /// <summary>What was reviewed is not what is proposed now, or cannot be known any more.</summary>
    OtherDigest,

    /// <summary>The command names no digest, or too little of one.</summary>
    DigestNotNamed,

    /// <summary>A comment that was changed after it was posted, and not always by its author.</summary>
    Edited,

    /// <summary>Whoever gave it could have pushed what they approve, and GitHub does not tell who did.</summary>
    PusherUnknown,
    FromTheFuture,
    Expired,

    /// <summary>A table that is touched has become so much larger since that it is another decision.</summary>
    Outgrown,
}

/// <summary>A review that was looked at, with the answer and its reason.</summary>
public sealed record ReviewCheck(Review Review, bool Counts, string Because)
{
    /// <summary>null for one that counts.</summary>
    public ReviewProblem? Problem { get; init; }

    /// <summary>Its author wrote the digest out, in it or in a comment.</summary>
    public bool NamesDigest { get; init; }
}

/// <summary>All that decides whether reviews count. Nothing of it is asked for here: it is read before.</summary>
public sealed record ReviewRequest
{
    public required ApprovalRequest Approval { get; init; }

    /// <summary>The page of the pull request: where its reviews can be read.</summary>
    public required string Page { get; init; }

    public required EquatableList<Review> Reviews { get; init; }

    /// <summary>
    /// By the number of the review, the digest of the set as the reviewer had it before them, made like <see cref="ApprovalRequest.ProtectedDigest"/>.
    /// What is missing here could not be judged again.
    /// </summary>
    public required IReadOnlyDictionary<long, Digest> Digests { get; init; }

    /// <summary>By the number of the account; whoever is missing here is a stranger.</summary>
    public required IReadOnlyDictionary<long, Standing> Standings { get; init; }

    public required EquatableList<Contributor> Contributors { get; init; }

    /// <summary>Where people approve by a command, or name the digest of their review.</summary>
    public EquatableList<Comment> Comments { get; init; }

    /// <summary>Programs, of which none approves, whatever account it works with.</summary>
    public KnownAgents Agents { get; init; } = KnownAgents.Shipped;

    /// <summary>How the head came.</summary>
    public required PushHistory Pushes { get; init; }
}
