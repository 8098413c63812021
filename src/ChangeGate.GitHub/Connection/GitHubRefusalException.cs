using System.Net;

namespace ChangeGate.GitHub.Connection;

/// <summary>What kind of no GitHub said; the cause of the <see cref="Failures.GateException"/> that tells it to a person.</summary>
public enum RefusalKind
{
    /// <summary>Something else: the answer itself tells.</summary>
    Other,

    /// <summary>The token is not accepted at all.</summary>
    Unauthenticated,

    /// <summary>The token is good, and may not do this: as for pull requests from forks, whose token can only read.</summary>
    Permission,

    /// <summary>Not there, or not visible to this token: GitHub does not tell which.</summary>
    NotFound,

    /// <summary>A limit that does not pass in the time that there is.</summary>
    RateLimit,

    /// <summary>GitHub understood, and does not accept what was sent.</summary>
    Invalid,

    /// <summary>No answer, or none but errors.</summary>
    Unavailable,
}

/// <param name="status">null where no answer came.</param>
/// <param name="permission">What the token lacks, as workflows write it: <c>checks: write</c>; null where that is not it, or nobody knows.</param>
public sealed class GitHubRefusalException(RefusalKind kind, HttpStatusCode? status, string? permission) : Exception($"GitHub refused: {kind}.")
{
    public RefusalKind Kind { get; } = kind;

    public HttpStatusCode? Status { get; } = status;

    public string? Permission { get; } = permission;
}
