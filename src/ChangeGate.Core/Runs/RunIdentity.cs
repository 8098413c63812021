using System.Globalization;
using ChangeGate.Signatures;

namespace ChangeGate.Runs;

/// <summary>Who asked for a run, as far as is known. The zero value knows nothing.</summary>
public enum RequesterKind
{
    Unknown,

    /// <summary>A program that follows instructions of its own, or a schedule.</summary>
    Service,

    /// <summary>A program that does what somebody asked it for.</summary>
    Agent,

    /// <summary>An account of a person. A program may use one too, and then only the configuration can say so.</summary>
    Human,
}

/// <summary>Where something about a run is known from. Only a token proves it; everything else is a claim.</summary>
public enum IdentitySource
{
    /// <summary>User and name of the machine.</summary>
    Machine,

    /// <summary>Variables that the CI sets, and everybody who may change its job can.</summary>
    Environment,

    /// <summary>What was written where the run was asked for.</summary>
    Option,

    /// <summary>A token that was verified.</summary>
    Token,
}

/// <summary>Whose variables and claims are known.</summary>
public enum CiProvider
{
    Github,
    Gitlab,
}

/// <summary>For whom somebody acts.</summary>
public sealed record OnBehalf(string Name, IdentitySource From);

/// <summary>The job of a CI in which a run was asked for. What is not known is null.</summary>
/// <param name="RunId">Of the run of a workflow (GitHub), or of the job (GitLab).</param>
/// <param name="From">The token where there is one, and the environment otherwise.</param>
public sealed record CiRun(CiProvider Provider, string RunId, IdentitySource From)
{
    public string? Attempt { get; init; }

    /// <summary>The file of the workflow (GitHub), or the pipeline (GitLab).</summary>
    public string? Workflow { get; init; }

    public string? Repository { get; init; }

    public string? Ref { get; init; }

    public string? Commit { get; init; }

    /// <summary>Who began this attempt, where that is somebody else than began the first; only ever claimed.</summary>
    public string? BegunAgainBy { get; init; }
}

/// <summary>Who asked for a run, on whose behalf, in which job of a CI, and what proves it.</summary>
public sealed record RunIdentity
{
    /// <summary>An account of the CI, the subject of a token, or user@machine.</summary>
    public required string Requester { get; init; }

    public required IdentitySource From { get; init; }

    public RequesterKind Kind { get; init; }

    /// <summary>What the kind rests on; null where it is not known.</summary>
    public string? Because { get; init; }

    /// <summary>null where nobody says that somebody is acted for.</summary>
    public OnBehalf? OnBehalfOf { get; init; }

    /// <summary>null outside of a CI that is known.</summary>
    public CiRun? Ci { get; init; }

    /// <summary>null where everything is only claimed.</summary>
    public IdentityToken? Token { get; init; }

    /// <summary>The commit that the files of the run were read from; null where no commit says what runs, as with a rollback.</summary>
    public string? Commit { get; init; }

    /// <summary>The files were read from the host by their commit, which then is not the head of the proposal but what it was merged into.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>In one line, as the journal keeps it.</summary>
    public string Actor => (Ci is { } ci ? $"{Requester} ({Name(ci.Provider)} {(ci.Provider == CiProvider.Github ? "run" : "job")} {ci.RunId}{(Token is null ? "" : ", verified")})" : Token is null ? Requester : $"{Requester} (verified)")
        + (OnBehalfOf is { } behalf ? $" on behalf of {behalf.Name}" : "");

    public static string Name(CiProvider provider) => provider switch
    {
        CiProvider.Github => "GitHub Actions",
        _ => "GitLab CI",
    };

    /// <summary>What of the token speaks against running this commit now, as a sentence; null where nothing does.</summary>
    /// <param name="token">Verified.</param>
    /// <param name="commit">That the files are read from; null where it is not known.</param>
    public static string? ProblemWithCommit(IdentityToken token, string? commit) => token.Find("sha") is not { } sha || sha == commit
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"The token is of commit {sha}, and {(commit is null ? "nothing says which commit is run" : $"what is run is commit {commit}")}.");
}
